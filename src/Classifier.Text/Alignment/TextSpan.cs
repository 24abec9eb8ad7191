namespace Classifier.Text.Alignment;

/// <summary>UTF-16 units from <paramref name="Start"/> up to, not including, <paramref name="End"/>.</summary>
internal readonly record struct TextSpan(int Start, int End);
