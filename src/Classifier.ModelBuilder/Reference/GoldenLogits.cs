using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Classifier.ModelBuilder.Reference;

/// <summary>Keeps a file of golden logits (JSON Lines of <c>ids</c>, <c>logits</c> and what people add) true to the weights.</summary>
internal static class GoldenLogits
{
    // Float32 arithmetic in another order differs by less; changed weights by far more.
    private const double Same = 1e-3;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Replaces the logits of lines that <paramref name="encoder"/> no longer confirms; a file that it confirms stays as it is.</summary>
    /// <returns>Whether the file was written.</returns>
    public static bool Renew(string path, ReferenceEncoder encoder)
    {
        var texts = TokenLines.Read(path);
        var logits = new float[texts.Count][];
        Parallel.For(0, texts.Count, i => logits[i] = encoder.Logits(texts[i]));
        var lines = File.ReadAllLines(path);
        var changed = false;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = JsonNode.Parse(lines[i])!.AsObject();
            if (Confirmed(line["logits"] as JsonArray, logits[i])) continue;
            line["logits"] = new JsonArray([.. logits[i].Select(v => (JsonNode)Math.Round((double)v, 4))]);
            lines[i] = line.ToJsonString(Readable);
            changed = true;
        }
        if (changed) File.WriteAllText(path, string.Join('\n', lines) + '\n');
        return changed;
    }

    private static bool Confirmed(JsonArray? known, float[] logits)
    {
        if (known is null || known.Count != logits.Length) return false;
        for (var i = 0; i < logits.Length; i++)
            if (known[i] is not JsonValue value || !value.TryGetValue<double>(out var v) || Math.Abs(v - logits[i]) > Same) return false;
        return true;
    }
}
