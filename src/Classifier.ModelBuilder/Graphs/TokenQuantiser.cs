using DataType = Classifier.ModelBuilder.Onnx.TensorProto.Types.DataType;

namespace Classifier.ModelBuilder.Graphs;

/// <summary>
/// uint8 with one scale a token for what GELU gives. GELU is never below -0.17 (its minimum is -0.16997, at -0.7518), so 32 of the
/// 255 steps are enough below zero, positive values get nearly one more bit than in a symmetric code, and the largest magnitude is
/// found without Abs.
/// </summary>
internal static class TokenQuantiser
{
    private const int Zero = 32;
    private const float GeluFloor = 0.17f;

    public static string ZeroPoint(GraphWriter graph) => graph.Constant("gelu.zero", DataType.Uint8, [], () => [Zero]);

    /// <summary>Writes the zero points of all tokens once for all layers.</summary>
    public static void Prepare(GraphWriter graph)
    {
        graph.Node("Shape", ["ids"], "tokens");
        graph.Node("Expand", [graph.Constant("gelu.zero1", DataType.Uint8, [1], () => [Zero]), "tokens"], "gelu.zeros");
    }

    /// <returns>The bytes [T, columns] and the scales [T, 1].</returns>
    public static (string Bytes, string Scale) Quantise(GraphWriter graph, string x)
    {
        var last = graph.Constant("axis.last", [-1], 1);
        graph.Node("ReduceMax", [x, last], $"{x}.max", "", GraphWriter.Int("keepdims", 1));
        graph.Node("Mul", [$"{x}.max", graph.Constant("gelu.step", [1f / (255 - Zero)])], $"{x}.step");
        graph.Node("Max", [$"{x}.step", graph.Constant("gelu.smallest", [GeluFloor / Zero])], $"{x}.scale");
        graph.Node("Squeeze", [$"{x}.scale", last], $"{x}.scales");
        graph.Node("QuantizeLinear", [x, $"{x}.scales", "gelu.zeros"], $"{x}.bytes", "", GraphWriter.Int("axis", 0));
        return ($"{x}.bytes", $"{x}.scale");
    }
}
