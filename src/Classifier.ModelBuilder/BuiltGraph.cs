namespace Classifier.ModelBuilder;

/// <summary>A graph that was written.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Sha256">64 lower-case hex digits; the same weights always give the same.</param>
/// <param name="Bytes">Size of the file.</param>
/// <param name="Outputs">Logits that the graph gives for a text.</param>
public sealed record BuiltGraph(string Path, string Sha256, long Bytes, int Outputs);
