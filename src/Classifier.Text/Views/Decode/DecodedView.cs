using Classifier.Core;
using Classifier.Text.Alignment;

namespace Classifier.Text.Views.Decode;

/// <summary>Writes encoded spans out, in their place among the text around. What was decoded is looked through once more.</summary>
internal static class DecodedView
{
    private const int Depth = 2;
    private static readonly ISpanDecoder[] Decoders = [new Base64Decoder(), new HexDecoder(), new PercentDecoder(), new Rot13Decoder()];

    /// <summary>Null where nothing decodes to plausible text.</summary>
    public static TextView? Build(TextView source)
    {
        LayeredText? layers = null;
        var text = source.Text;
        IReadOnlyList<TextSpan> parts = [new TextSpan(0, text.Length)];
        for (var depth = 0; depth < Depth && parts.Count > 0; depth++)
        {
            var edits = new List<TextEdit>();
            foreach (var part in parts)
                foreach (var decoder in Decoders) decoder.Find(text, part, edits);
            if (edits.Count == 0) break;
            layers ??= new LayeredText(text, source.Maps);
            layers.Apply(edits);
            text = layers.Text;
            parts = layers.Changed;
        }
        return layers is null ? null : new TextView(TextViewKind.Decoded, text, source.Original, layers.Maps, layers.Changed);
    }
}
