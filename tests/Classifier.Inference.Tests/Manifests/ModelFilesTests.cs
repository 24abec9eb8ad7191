using Classifier.Core;
using Classifier.Inference.Manifests;
using Classifier.Inference.Tests.Support;

namespace Classifier.Inference.Tests.Manifests;

public sealed class ModelFilesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task VerifyAsync_accepts_the_right_digest_of_a_file_larger_than_its_buffer()
    {
        var content = new byte[1_000_003];
        new Random(5).NextBytes(content);

        await ModelFiles.VerifyAsync(_directory.File("big.bin", content), TinyModels.Digest(content), CancellationToken.None);
    }

    [Fact]
    public async Task VerifyAsync_names_the_file_and_both_digests_when_they_differ()
    {
        var path = _directory.File("abc.bin", "abc");

        var e = await Assert.ThrowsAsync<ClassifierException>(() => ModelFiles.VerifyAsync(path, ManifestText.NoDigest, CancellationToken.None));

        // SHA-256 of "abc": FIPS 180-4, appendix B.1.
        Assert.Equal($"{path}: sha256 is ba7816bf8f01…, the manifest says 000000000000…", e.Message);
        Assert.Equal(ErrorKind.Configuration, e.Kind);
    }

    [Fact]
    public async Task VerifyAsync_refuses_in_one_line_when_it_cannot_read()
    {
        var e = await Assert.ThrowsAsync<ClassifierException>(() => ModelFiles.VerifyAsync(Path.Combine(_directory.Path, "none"), ManifestText.NoDigest, CancellationToken.None));
        Assert.Contains("cannot be read", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Locate_finds_a_file_in_the_folder_and_behind_a_link_inside_it()
    {
        var path = _directory.File("model/real.bin", "x");
        File.CreateSymbolicLink(Path.Combine(_directory.Path, "model", "link.bin"), "real.bin");
        Directory.CreateSymbolicLink(Path.Combine(_directory.Path, "alias"), Path.Combine(_directory.Path, "model"));

        Assert.Equal(path, ModelFiles.Locate(Path.Combine(_directory.Path, "model"), "real.bin"));
        Assert.EndsWith("link.bin", ModelFiles.Locate(Path.Combine(_directory.Path, "model"), "link.bin"), StringComparison.Ordinal);
        Assert.EndsWith("real.bin", ModelFiles.Locate(Path.Combine(_directory.Path, "alias"), "real.bin"), StringComparison.Ordinal);
    }

    [Fact]
    public void Locate_refuses_a_link_out_of_the_folder()
    {
        _directory.File("secret/secret.bin", "x");
        _directory.File("model/real.bin", "x");
        File.CreateSymbolicLink(Path.Combine(_directory.Path, "model", "link.bin"), "../secret/secret.bin");
        Directory.CreateSymbolicLink(Path.Combine(_directory.Path, "model", "sub"), Path.Combine(_directory.Path, "secret"));

        foreach (var path in new[] { "link.bin", "sub/secret.bin" })
        {
            var e = Assert.Throws<ClassifierException>(() => ModelFiles.Locate(Path.Combine(_directory.Path, "model"), path));
            Assert.Contains("leads out of the model's folder", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Locate_names_the_file_when_it_is_missing()
    {
        var e = Assert.Throws<ClassifierException>(() => ModelFiles.Locate(_directory.Path, "none.onnx"));
        Assert.Contains("none.onnx: the file is missing", e.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();
}
