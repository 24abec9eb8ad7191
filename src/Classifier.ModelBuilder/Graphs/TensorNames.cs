namespace Classifier.ModelBuilder.Graphs;

/// <summary>Names of tensors, as HF's <c>BertModel</c> has them, and of our heads.</summary>
internal static class TensorNames
{
    public const string WordEmbeddings = "embeddings.word_embeddings.weight";
    public const string PositionEmbeddings = "embeddings.position_embeddings.weight";
    public const string TokenTypeEmbeddings = "embeddings.token_type_embeddings.weight";
    public const string EmbeddingNorm = "embeddings.LayerNorm";
    public const string AttentionOutput = "attention.output.dense";
    public const string AttentionNorm = "attention.output.LayerNorm";
    public const string Intermediate = "intermediate.dense";
    public const string Output = "output.dense";
    public const string OutputNorm = "output.LayerNorm";
    public const string HeadDense = "dense";
    public const string HeadOut = "out";
    public const string HeadBias = "b";

    public static IReadOnlyList<string> QueryKeyValue { get; } = ["attention.self.query", "attention.self.key", "attention.self.value"];

    public static string Layer(int index) => $"encoder.layer.{index}.";
}
