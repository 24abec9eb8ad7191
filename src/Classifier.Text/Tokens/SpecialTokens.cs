namespace Classifier.Text.Tokens;

/// <summary>Ids with a meaning of their own. No text, whatever it spells, becomes the first three.</summary>
internal static class SpecialTokens
{
    public const int Start = 0;
    public const int Pad = 1;
    public const int End = 2;

    /// <summary>A run of characters that the vocabulary lacks.</summary>
    public const int Unknown = 3;
}
