namespace Classifier.Cli.Eval;

/// <summary>One labelled text.</summary>
/// <param name="Line">Its line in the file, from 1.</param>
/// <param name="Source">Where it comes from; <c>none</c> where the row does not say. So with the other two.</param>
internal sealed record LabelledRow(int Line, string Text, bool Positive, string Source, string Lang, string Kind);
