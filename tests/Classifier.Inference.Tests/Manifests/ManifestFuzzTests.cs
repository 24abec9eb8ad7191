using Classifier.Core;
using Classifier.Inference.Manifests;
using Classifier.Inference.Tests.Support;
using CsCheck;

namespace Classifier.Inference.Tests.Manifests;

public sealed class ManifestFuzzTests
{
    private static readonly string Valid = ManifestText.Tiny();
    private static readonly string[] Pieces =
        ["{", "}", "[", "]", ":", "-", "\n", " ", "\t", "\"", "'", "|", ">", "&a", "*a", "!!str", "~", "null", "true", "-1", "1e999", ".inf", "# ", "---", "...", "\0", "\ud800", "\u2028", "%YAML 9", "name", "path: ../x"];

    private static readonly Gen<(int At, int Cut, string Piece)> Edit =
        Gen.Select(Gen.Int[0, Valid.Length], Gen.Int[0, 20], Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]));

    [Fact]
    public void Parse_answers_every_bent_manifest_with_a_manifest_or_one_line() =>
        Edit.Array[1, 6].Sample(edits =>
        {
            var text = Valid;
            foreach (var (at, cut, piece) in edits)
            {
                var start = Math.Min(at, text.Length);
                text = text.Remove(start, Math.Min(cut, text.Length - start)).Insert(start, piece);
            }
            AssertAnswered(text);
        }, iter: 3000);

    [Fact]
    public void Parse_answers_every_beginning_of_a_manifest()
    {
        for (var length = 0; length < Valid.Length; length++) AssertAnswered(Valid[..length]);
    }

    [Fact]
    public void Parse_answers_any_text() => Gen.String[0, 200].Sample(AssertAnswered, iter: 2000);

    private static void AssertAnswered(string yaml)
    {
        try
        {
            var manifest = ManifestReader.Parse(yaml, "m.yaml", "/");
            Assert.NotEmpty(manifest.Tasks);
            Assert.All(manifest.Variants, v => Assert.DoesNotContain("..", v.Graph.Path.Split('/')));
        }
        catch (ClassifierException e)
        {
            Assert.Equal(ErrorKind.Configuration, e.Kind);
            Assert.StartsWith("m.yaml: ", e.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(e.Message, c => char.IsControl(c));
        }
    }
}
