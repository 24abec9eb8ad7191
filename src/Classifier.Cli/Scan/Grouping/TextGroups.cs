using System.IO.Hashing;
using System.Runtime.InteropServices;
using Classifier.Cli.Scan.Prints;
using Classifier.Fingerprint.Duplicates;
using Classifier.Fingerprint.TextHashing;

namespace Classifier.Cli.Scan.Grouping;

/// <summary>Near texts: at least three quarters of their shingles in common, as their signatures estimate it.</summary>
internal static class TextGroups
{
    public const string Algorithm = "minhash";

    /// <summary>Slots of <see cref="MinHashSignature.Length"/> that may differ.</summary>
    public const int Threshold = MinHashSignature.Length / 4;

    public static IReadOnlyList<DuplicateGroup> Of(IReadOnlyList<TextPrint> texts, CancellationToken cancellation) =>
        DuplicateGroups.OfSignatures([.. texts.Select(t => t.Signature)], Threshold, cancellation);

    /// <summary>A signature is too long to be shown; equal ones have the same hash.</summary>
    public static string Hex(TextPrint text) => Convert.ToHexStringLower(XxHash128.Hash(MemoryMarshal.AsBytes(text.Signature.AsSpan())));
}
