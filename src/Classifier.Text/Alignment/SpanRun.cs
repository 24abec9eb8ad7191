namespace Classifier.Text.Alignment;

/// <summary>A part of a derived text and its source.</summary>
/// <param name="Start">First unit in the derived text.</param>
/// <param name="Length">Units in the derived text, above 0.</param>
/// <param name="Source">First unit in the source.</param>
/// <param name="SourceLength">Units in the source.</param>
/// <param name="Verbatim">Unit for unit; otherwise the run is one whole and any part of it stands for all of its source.</param>
internal readonly record struct SpanRun(int Start, int Length, int Source, int SourceLength, bool Verbatim);
