namespace Classifier.Cli.Eval;

/// <summary>One labelled text or picture.</summary>
/// <param name="Line">Its line in the file, from 1.</param>
/// <param name="Text">Empty for a picture.</param>
/// <param name="Source">Where it comes from; <c>none</c> where the row does not say. So with the other two.</param>
/// <param name="Picture">Null for a text.</param>
internal sealed record LabelledRow(int Line, string Text, bool Positive, string Source, string Lang, string Kind, LabelledPicture? Picture = null);

/// <summary>What a manifest says of a picture.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Generator">What made a fake; <c>none</c> where the row does not say.</param>
/// <param name="IsGrid">Four pictures on one sheet.</param>
/// <param name="Brand">Whose logo it shows; null for nobody's, and for other tasks.</param>
internal sealed record LabelledPicture(string Path, string Generator, bool IsGrid, string? Brand = null);
