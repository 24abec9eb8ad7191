using Classifier.Fingerprint;
using Classifier.Imaging;

namespace Classifier.Cli.Scan.Prints;

/// <summary>What reading a file's content gave.</summary>
internal abstract record FilePrint;

/// <summary>A picture.</summary>
/// <param name="Width">Pixels as stored, before anything was shrunk or turned.</param>
/// <param name="Height">Pixels as stored.</param>
/// <param name="Shrunk">The decoder shrank while loading, so the hash may be some bits from that of all pixels.</param>
/// <param name="Quality">PDQ's, 0 to 100.</param>
/// <param name="Hashes">PDQ: one, or the eight of <see cref="Classifier.Fingerprint.Hashing.DihedralVariant"/> in order.</param>
internal sealed record ImagePrint(ImageFormat Format, int Width, int Height, bool Shrunk, int Quality, Hash256[] Hashes) : FilePrint
{
    /// <summary>Below this, a hash says too little of its picture to be compared (Meta's advice).</summary>
    public const int LeastQuality = 50;

    public long Pixels => (long)Width * Height;

    public bool IsComparable => Quality >= LeastQuality;
}

/// <summary>A text.</summary>
/// <param name="Shingles">Different runs of three words; 0 for a text without words.</param>
/// <param name="Signature">MinHash of the shingles; empty where there are none.</param>
internal sealed record TextPrint(int Shingles, uint[] Signature) : FilePrint
{
    /// <summary>With fewer, one edit changes most of them, and formulas such as "all rights reserved" are most of the text.</summary>
    public const int LeastShingles = 10;

    public bool IsComparable => Shingles >= LeastShingles;
}

/// <summary>Neither a picture nor a text.</summary>
internal sealed record OtherPrint : FilePrint;

/// <summary>A picture or a text that has no fingerprint.</summary>
/// <param name="Reason">For a person; one line.</param>
internal sealed record RefusedPrint(string Reason) : FilePrint;
