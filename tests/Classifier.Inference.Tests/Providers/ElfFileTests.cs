using Classifier.Inference.Providers;
using Classifier.Inference.Tests.Support;

namespace Classifier.Inference.Tests.Providers;

public sealed class ElfFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void Needed_lists_the_libraries_in_order() =>
        Assert.Equal(["libcudart.so.13", "libcublas.so.13", "libc.so.6"], Needed(FakeElf.Build("libcudart.so.13", "libcublas.so.13", "libc.so.6")));

    [Fact]
    public void Needed_is_empty_when_nothing_is_named() => Assert.Empty(Needed(FakeElf.Build()));

    [Fact]
    public void Needed_reads_a_library_that_a_linker_made() =>
        Assert.Contains("libc.so.6", ElfFile.Needed(Path.Combine(AppContext.BaseDirectory, "libonnxruntime.so")));

    [Fact]
    public void Needed_refuses_what_is_no_library()
    {
        Assert.Throws<InvalidDataException>(() => Needed([]));
        Assert.Throws<InvalidDataException>(() => Needed("#!/bin/sh\necho this is no library, and long enough for a header of one\n"u8.ToArray()));
        Assert.Throws<FileNotFoundException>(() => ElfFile.Needed(Path.Combine(_directory.Path, "none.so")));
    }

    [Fact]
    public void Needed_answers_every_cut_and_every_changed_byte_with_a_list_or_a_typed_error()
    {
        var whole = FakeElf.Build("liba.so.1", "libb.so.2");
        for (var length = 0; length < whole.Length; length++) AssertAnswered(whole[..length]);
        for (var at = 0; at < whole.Length; at++)
        {
            foreach (var value in new byte[] { 0, 1, 0x7f, 0x80, 0xff })
            {
                var bent = (byte[])whole.Clone();
                bent[at] = value;
                AssertAnswered(bent);
            }
        }
    }

    public void Dispose() => _directory.Dispose();

    private void AssertAnswered(byte[] content)
    {
        try
        {
            Assert.InRange(Needed(content).Count, 0, 2);
        }
        catch (InvalidDataException)
        {
        }
    }

    private IReadOnlyList<string> Needed(byte[] content) => ElfFile.Needed(_directory.File("lib.so", content));
}
