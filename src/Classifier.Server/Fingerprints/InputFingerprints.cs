using Classifier.Core;
using Classifier.Fingerprint.Banks;
using Classifier.Fingerprint.Hashing;
using Classifier.Fingerprint.TextHashing;
using Classifier.Imaging;
using Classifier.Pipeline.Recognition;

namespace Classifier.Server.Fingerprints;

/// <summary>Fingerprints pictures, texts and ready hashes.</summary>
internal sealed class InputFingerprints(IImageDecoder decoder, HasherPool hashers)
{
    private const string DefaultOfPictures = "pdq";

    private readonly TextHasher _texts = new();

    /// <exception cref="ClassifierException">InvalidArgument: no input, one that does not fit the algorithm, or no picture.</exception>
    public async Task<InputFingerprint> ComputeAsync(V1.FingerprintInput? input, string algorithm, CancellationToken cancellation)
    {
        if (algorithm.Length > 0 && FingerprintAlgorithms.BitsOf(algorithm) == 0)
            throw ClassifierException.Invalid("algorithm", "There is no such algorithm.");
        return input?.ContentCase switch
        {
            V1.FingerprintInput.ContentOneofCase.Image => await OfPictureAsync(input.Image.Memory, algorithm, cancellation),
            V1.FingerprintInput.ContentOneofCase.Text => OfText(input.Text, algorithm),
            V1.FingerprintInput.ContentOneofCase.Hash => Ready(input.Hash, algorithm),
            _ => throw ClassifierException.Invalid("input", "The input is an image, a text or a hash."),
        };
    }

    private async Task<InputFingerprint> OfPictureAsync(ReadOnlyMemory<byte> encoded, string algorithm, CancellationToken cancellation)
    {
        if (algorithm.Length == 0)
            algorithm = DefaultOfPictures;
        if (!ImageHashers.TryParse(algorithm, out var kind))
            throw ClassifierException.Invalid("input.image", "This algorithm is not for pictures.");
        using var picture = await DecodeAsync(encoded, cancellation);
        var hash = hashers.Compute(kind, picture.First.Pixels, picture.First.Width, picture.First.Height);
        return new InputFingerprint(algorithm, hash.Bits, hash.Quality);
    }

    private async Task<DecodedImage> DecodeAsync(ReadOnlyMemory<byte> encoded, CancellationToken cancellation)
    {
        try
        {
            return await decoder.DecodeAsync(encoded, DecodeRequest.Stored, cancellation);
        }
        catch (ClassifierException e) when (e.Field != "input.image")
        {
            throw new ClassifierException(e.Kind, e.Message, "input.image", e.RetryAfter, e);
        }
    }

    private InputFingerprint OfText(string text, string algorithm)
    {
        if (algorithm.Length > 0 && algorithm != FingerprintAlgorithms.SimHash)
            throw ClassifierException.Invalid("input.text", "This algorithm is not for texts.");
        var fingerprint = _texts.Compute(text) ?? throw ClassifierException.Invalid("input.text", "The text has no words.");
        return new InputFingerprint(FingerprintAlgorithms.SimHash, fingerprint.SimHash.Widen(), null);
    }

    private static InputFingerprint Ready(string hex, string algorithm)
    {
        if (algorithm.Length == 0)
            algorithm = DefaultOfPictures;
        return FingerprintAlgorithms.TryParse(algorithm, hex, out var hash)
            ? new InputFingerprint(algorithm, hash, null)
            : throw ClassifierException.Invalid("input.hash", $"A hash of this algorithm has {FingerprintAlgorithms.BitsOf(algorithm) / 4} hex digits.");
    }
}
