namespace Classifier.Text.Alignment;

/// <summary>A text made from another.</summary>
/// <param name="Map">Null where the text is its source, unit by unit.</param>
internal readonly record struct MappedText(string Text, SpanMap? Map);
