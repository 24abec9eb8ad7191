namespace Classifier.Fingerprint.Duplicates;

/// <summary>Items that can be compared in pairs. Implemented by structs, so that the comparison is inlined where it is hot.</summary>
public interface ICodeDistance
{
    /// <summary>Items are 0 to Count − 1.</summary>
    int Count { get; }

    /// <summary>How far apart two items are, at least 0; the same in both directions, and 0 from an item to itself.</summary>
    int Distance(int a, int b);
}
