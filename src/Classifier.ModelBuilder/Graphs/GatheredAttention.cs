namespace Classifier.ModelBuilder.Graphs;

/// <summary>
/// Attention from plain operators. Query, key and value of a head are rows of 32 numbers of [3 · heads · T, 32]; one Gather each
/// puts them straight where the products want them, [B, heads, S, 32], so there is no Split and no Transpose, and one Gather brings
/// the result back to the tokens. The row numbers are the same in all layers and computed once a run.
/// </summary>
internal sealed class GatheredAttention(GraphWriter graph, EncoderShape shape)
{
    // Taken from the scores of cells without a token. exp(-64) = 1.6e-28 vanishes beside a float32's 6e-8, also where such a cell's
    // score lies 40 above all real ones, and it is no denormal: with 10,000, as exporters have it, the runtime's exp gives e-103,
    // and on denormals softmax runs five times as long.
    private const float Masked = 64;

    private readonly int _heads = shape.AttentionHeads;

    public void Prepare()
    {
        var axis1 = graph.Constant("axis.1", [1], 1);
        graph.Node("Cast", ["mask"], "mask.single", "", GraphWriter.Int("to", 1));
        graph.Node("Sub", ["mask.single", graph.Constant("one", [1f])], "mask.minus");
        graph.Node("Mul", ["mask.minus", graph.Constant("mask.large", [Masked])], "mask.scaled");
        graph.Node("Unsqueeze", ["mask.scaled", graph.Constant("axes.12", [1, 2], 2)], "mask.bias");

        // Row of head h of part p (query, key, value) of token t: t · 3 · heads + p · heads + h.
        graph.Node("Mul", ["pad", graph.Constant("rows.token", [3L * _heads])], "rows.first");
        graph.Node("Unsqueeze", ["rows.first", axis1], "rows.grid");
        for (var part = 0; part < 3; part++)
        {
            var offsets = Enumerable.Range(part * _heads, _heads).Select(i => (long)i).ToArray();
            graph.Node("Add", ["rows.grid", graph.Constant($"rows.offsets{part}", offsets, 1, _heads, 1)], $"rows{part}");
        }

        // And back. Row of head h of cell b·S + s in [B · heads · S, 32]: (b · heads + h) · S + s = (b·S + s) + b · (heads - 1) · S + h · S.
        graph.Node("Shape", ["pad"], "length", "", GraphWriter.Int("start", 1));
        graph.Node("Div", ["unpad", "length"], "cells.text");
        graph.Node("Mul", ["length", graph.Constant("heads.less", [_heads - 1L])], "cells.stride");
        graph.Node("Mul", ["cells.text", "cells.stride"], "cells.skipped");
        graph.Node("Add", ["unpad", "cells.skipped"], "cells.first");
        graph.Node("Unsqueeze", ["cells.first", axis1], "cells.column");
        graph.Node("Mul", ["length", graph.Constant("heads.all", [.. Enumerable.Range(0, _heads).Select(i => (long)i)], 1, _heads)], "cells.heads");
        graph.Node("Add", ["cells.column", "cells.heads"], "cells");
    }

    /// <param name="qkv">[T, 3 · hidden].</param>
    /// <returns>[T, hidden].</returns>
    public string Write(int layer, string qkv)
    {
        var name = $"layer{layer}.attention";
        var rows = graph.Constant("shape.rows", [-1, EncoderShape.HeadSize], 2);
        graph.Node("Reshape", [qkv, rows], $"{name}.rows");
        for (var part = 0; part < 3; part++) graph.Node("Gather", [$"{name}.rows", $"rows{part}"], $"{name}.part{part}");
        graph.Node("FusedMatMul", [$"{name}.part0", $"{name}.part1"], $"{name}.scores", GraphWriter.MicrosoftDomain,
            GraphWriter.Int("transB", 1), GraphWriter.Float("alpha", 1 / MathF.Sqrt(EncoderShape.HeadSize)));
        graph.Node("Add", [$"{name}.scores", "mask.bias"], $"{name}.masked");
        graph.Node("Softmax", [$"{name}.masked"], $"{name}.weights", "", GraphWriter.Int("axis", -1));
        graph.Node("MatMul", [$"{name}.weights", $"{name}.part2"], $"{name}.mixed");
        graph.Node("Reshape", [$"{name}.mixed", rows], $"{name}.mixed.rows");
        graph.Node("Gather", [$"{name}.mixed.rows", "cells"], $"{name}.tokens");
        return graph.Node("Reshape", [$"{name}.tokens", graph.Constant("shape.tokens", [0, -1], 2)], $"{name}.context");
    }
}
