namespace Classifier.Inference.Tests.Support;

/// <summary>
/// A packed encoder of two layers, width 16 and two heads with random weights: the topology of the real graph, small enough
/// to make anew in every test.
/// </summary>
internal static class TinyEncoder
{
    public const int Vocabulary = 50, MaxLength = 32, Width = 16;
    private const int Heads = 2, Layers = 2;

    /// <param name="outputs">H.</param>
    /// <param name="integers">Element type of the integer inputs.</param>
    /// <param name="notANumberFor">An id whose embedding is NaN.</param>
    /// <param name="extraInput">Name of an input that the family does not have.</param>
    public static byte[] Build(int outputs = 2, int integers = OnnxWriter.Int64, int? notANumberFor = null, string? extraInput = null, int seed = 1)
    {
        var g = new OnnxWriter();
        var random = new Random(seed);
        float[] Weights(int count, float scale = 0.3f) => [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * 2 - 1) * scale)];

        var embeddings = Weights(Vocabulary * Width, 1);
        if (notANumberFor is { } id) Array.Fill(embeddings, float.NaN, id * Width, Width);
        g.Node("Gather", [g.Constant("emb_w", embeddings, Vocabulary, Width), "ids"], "emb");
        g.Node("Gather", [g.Constant("pos_w", Weights(MaxLength * Width), MaxLength, Width), "pos"], "pos_emb");
        g.Node("Add", ["emb", "pos_emb"], "emb_sum");
        string Norm(string x, string name) => g.Node("LayerNormalization",
            [x, g.Constant(name + "_g", [.. Enumerable.Repeat(1f, Width)], Width), g.Constant(name + "_b", Weights(Width), Width)], name, "", ("axis", -1L), ("epsilon", 1e-12f));
        string Linear(string x, int from, int to, string name) => g.Node("Add",
            [g.Node("MatMul", [x, g.Constant(name + "_w", Weights(from * to), from, to)], name + "_m"), g.Constant(name + "_bias", Weights(to), to)], name);

        g.Node("Cast", ["mask"], "mask_f", "", ("to", (long)OnnxWriter.Float));
        g.Node("Sub", ["mask_f", g.Constant("one", [1], [])], "mask_0");
        g.Node("Mul", ["mask_0", g.Constant("ten_thousand", [1e4f], [])], "mask_1");
        g.Node("Unsqueeze", ["mask_1", g.Constant("axes", [1, 2])], "mask_bias");
        g.Constant("split_heads", [0, 0, Heads, Width / Heads]);
        g.Constant("flat", [-1, Width]);
        g.Constant("inv_sqrt", [1 / MathF.Sqrt(Width / Heads)], []);
        var x = Norm("emb_sum", "x");
        for (var i = 0; i < Layers; i++)
        {
            var a = $"l{i}_";
            g.Node("Gather", [Linear(x, Width, 3 * Width, a + "qkv"), "pad"], a + "grid");
            g.Nodes("Split", [a + "grid"], [a + "q", a + "k", a + "v"], "", ("axis", 2L), ("num_outputs", 3L));
            foreach (var (t, order) in new[] { ("q", new long[] { 0, 2, 1, 3 }), ("k", [0, 2, 3, 1]), ("v", [0, 2, 1, 3]) })
                g.Node("Transpose", [g.Node("Reshape", [a + t, "split_heads"], a + t + "h")], a + t + "t", "", ("perm", order));
            g.Node("Mul", [g.Node("MatMul", [a + "qt", a + "kt"], a + "dot"), "inv_sqrt"], a + "scaled");
            g.Node("Softmax", [g.Node("Add", [a + "scaled", "mask_bias"], a + "masked")], a + "prob", "", ("axis", -1L));
            g.Node("Transpose", [g.Node("MatMul", [a + "prob", a + "vt"], a + "ctx")], a + "ctx_t", "", ("perm", new long[] { 0, 2, 1, 3 }));
            g.Node("Gather", [g.Node("Reshape", [a + "ctx_t", "flat"], a + "flat_x"), "unpad"], a + "tokens");
            x = Norm(g.Node("Add", [Linear(a + "tokens", Width, Width, a + "ao"), x], a + "s1"), a + "x1");
            g.Node("Gelu", [Linear(x, Width, 2 * Width, a + "fi")], a + "gelu", "com.microsoft");
            x = Norm(g.Node("Add", [Linear(a + "gelu", 2 * Width, Width, a + "fo"), x], a + "s2"), a + "x2");
        }
        g.Node("Identity", [Linear(g.Node("MatMul", ["pool", x], "pooled"), Width, outputs, "out")], "logits");

        g.Input("ids", integers, "T");
        g.Input("pos", integers, "T");
        g.Input("pad", integers, "B", "S");
        g.Input("mask", OnnxWriter.Int32, "B", "S");
        g.Input("unpad", integers, "T");
        g.Input("pool", OnnxWriter.Float, "B", "T");
        if (extraInput is not null) g.Input(extraInput, OnnxWriter.Float, "B");
        g.Output("logits", OnnxWriter.Float, "B", outputs);
        return g.Model();
    }
}
