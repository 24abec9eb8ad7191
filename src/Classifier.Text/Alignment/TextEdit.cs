namespace Classifier.Text.Alignment;

/// <summary>Units from <paramref name="Start"/> to <paramref name="End"/> become <paramref name="With"/>; empty deletes them.</summary>
internal readonly record struct TextEdit(int Start, int End, string With);
