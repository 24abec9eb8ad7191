using Microsoft.ML.OnnxRuntime;

namespace Classifier.Benchmarks.EndToEnd;

/// <summary>The packed layout of docs/model-graph.md, for runs beside the server; the peers are built with it too.</summary>
internal static class PackedInputs
{
    /// <param name="texts">Token ids of each text, none empty.</param>
    public static Dictionary<string, OrtValue> Of(int[][] texts)
    {
        int batch = texts.Length, longest = texts.Max(t => t.Length), total = texts.Sum(t => t.Length);
        long[] ids = new long[total], pos = new long[total], unpad = new long[total], pad = new long[batch * longest];
        var mask = new int[batch * longest];
        var pool = new float[batch * total];
        for (int b = 0, start = 0; b < batch; start += texts[b].Length, b++)
        {
            for (var i = 0; i < texts[b].Length; i++)
            {
                var (token, cell) = (start + i, b * longest + i);
                (ids[token], pos[token], unpad[token], pad[cell], mask[cell]) = (texts[b][i], i, cell, token, 1);
                pool[b * total + token] = 1f / texts[b].Length;
            }
        }
        return new Dictionary<string, OrtValue>
        {
            ["ids"] = OrtValue.CreateTensorValueFromMemory(ids, [total]),
            ["pos"] = OrtValue.CreateTensorValueFromMemory(pos, [total]),
            ["pad"] = OrtValue.CreateTensorValueFromMemory(pad, [batch, longest]),
            ["mask"] = OrtValue.CreateTensorValueFromMemory(mask, [batch, longest]),
            ["unpad"] = OrtValue.CreateTensorValueFromMemory(unpad, [total]),
            ["pool"] = OrtValue.CreateTensorValueFromMemory(pool, [batch, total]),
        };
    }
}
