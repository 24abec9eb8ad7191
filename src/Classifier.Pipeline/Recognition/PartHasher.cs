using Classifier.Core;
using Classifier.Fingerprint;
using Classifier.Fingerprint.Banks;
using Classifier.Fingerprint.Hashing;
using Classifier.Fingerprint.TextHashing;
using Classifier.Imaging;
using Classifier.Pipeline.Images;

namespace Classifier.Pipeline.Recognition;

/// <summary>
/// Fingerprints a part under the algorithms that are asked for. What says too little to be recognised by, an even picture or a
/// text of a few words, is skipped: it would be like every other of its kind.
/// </summary>
internal sealed class PartHasher(IImageDecoder decoder, HasherPool hashers)
{
    /// <summary>Meta's advice; see docs/fingerprints.md.</summary>
    private const int LeastQuality = 50;

    /// <summary>As in a scan; see docs/scan.md.</summary>
    private const int LeastShingles = 10;

    private readonly TextHasher _texts = new();

    /// <summary>Whether an algorithm is one for this part.</summary>
    public static bool Fits(ContentPart part, string algorithm) => part.IsText == (algorithm == FingerprintAlgorithms.SimHash);

    /// <param name="algorithms">All of them fit the part; at least one.</param>
    /// <exception cref="ClassifierException">The picture is damaged or too large, or was refused for load.</exception>
    public async ValueTask<IReadOnlyList<PartHash>> ComputeAsync(
        ContentPart part, int index, IReadOnlyList<string> algorithms, CancellationToken cancellation)
    {
        if (part.IsText) return [OfText(part.Text!, index)];
        using var picture = await PartPictures
            .DecodeAsync(decoder, part.Image, DecodeRequest.Stored, PartPictures.Field(index), cancellation).ConfigureAwait(false);
        // Only PDQ states a quality, and every algorithm needs one.
        var pdq = Compute(picture, HashAlgorithmKind.Pdq);
        return [.. algorithms.Select(algorithm => OfPicture(picture, index, algorithm, pdq))];
    }

    private PartHash OfText(string text, int index)
    {
        var fingerprint = _texts.Compute(text);
        return fingerprint is { Shingles: >= LeastShingles }
            ? new(index, FingerprintAlgorithms.SimHash, fingerprint.SimHash.Widen(), null)
            : new(index, FingerprintAlgorithms.SimHash, default, null, TaskOutcome.Skipped, "The text has too few words to be recognised by.");
    }

    private PartHash OfPicture(DecodedImage picture, int index, string algorithm, ImageHash pdq)
    {
        if (pdq.Quality < LeastQuality)
            return new(index, algorithm, default, pdq.Quality, TaskOutcome.Skipped, "The picture has too little structure to be recognised by.");
        if (!ImageHashers.TryParse(algorithm, out var kind)) throw new ArgumentOutOfRangeException(nameof(algorithm));
        return new(index, algorithm, (kind == HashAlgorithmKind.Pdq ? pdq : Compute(picture, kind)).Bits, pdq.Quality);
    }

    private ImageHash Compute(DecodedImage picture, HashAlgorithmKind kind) =>
        hashers.Compute(kind, picture.First.Pixels, picture.First.Width, picture.First.Height);
}
