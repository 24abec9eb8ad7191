using Classifier.Fingerprint.Hashing.Internal;

namespace Classifier.Fingerprint.Hashing;

/// <summary>
/// PDQ as Meta's C++ core computes it on full-resolution pixels (github.com/facebook/ThreatExchange, pdq/cpp), to the bit:
/// luminance, two passes of a box filter each way, 64 × 64 samples, 16 × 16 low frequencies, each against their median.
/// One thread at a time.
/// </summary>
public sealed class PdqHasher : IImageHasher
{
    /// <summary>Pictures with a shorter side have the all-zero hash and quality 0.</summary>
    public const int MinSide = 5;

    /// <summary>Variants that <see cref="ComputeDihedral"/> writes.</summary>
    public const int DihedralCount = 8;

    private readonly PdqDownscaler _downscaler = new();
    private readonly float[] _samples = new float[PdqTransform.SampleCount];
    private readonly float[] _coefficients = new float[PdqTransform.CoefficientCount];
    private readonly float[] _variant = new float[PdqTransform.CoefficientCount];
    private readonly float[] _scratch = new float[PdqTransform.ScratchCount];

    public HashAlgorithmKind Kind => HashAlgorithmKind.Pdq;

    /// <inheritdoc/>
    public ImageHash Compute(ReadOnlySpan<byte> rgb, int width, int height)
    {
        PixelArguments.Check(rgb, width, height);
        if (width < MinSide || height < MinSide) return new ImageHash(Kind, default, 0);
        // A picture that has been brought to 64 × 64 elsewhere is taken as it is.
        if (width == PdqTransform.Side && height == PdqTransform.Side)
            Luminance.Of(rgb, _samples);
        else
            _downscaler.Downscale(rgb, width, height, _samples);
        var quality = PdqTransform.Quality(_samples);
        PdqTransform.LowFrequencies(_samples, _scratch, _coefficients);
        return new ImageHash(Kind, PdqTransform.AboveMedian(_coefficients), quality);
    }

    /// <summary>The hashes of the picture turned and mirrored, from one pass over its pixels.</summary>
    /// <param name="variants">At least 8 places, filled in the order of <see cref="DihedralVariant"/>.</param>
    /// <returns>The quality, 0 to 100.</returns>
    /// <exception cref="ArgumentException">As for <see cref="Compute"/>, or too few places.</exception>
    /// <remarks>
    /// As in Meta's code, a 64 × 64 picture is filtered here and taken as it is by <see cref="Compute"/>: only for that one size
    /// does the original variant differ from the hash.
    /// </remarks>
    public int ComputeDihedral(ReadOnlySpan<byte> rgb, int width, int height, Span<Hash256> variants)
    {
        PixelArguments.Check(rgb, width, height);
        if (variants.Length < DihedralCount) throw new ArgumentException("Eight variants need eight places.", nameof(variants));
        if (width < MinSide || height < MinSide)
        {
            variants[..DihedralCount].Clear();
            return 0;
        }

        _downscaler.Downscale(rgb, width, height, _samples);
        var quality = PdqTransform.Quality(_samples);
        PdqTransform.LowFrequencies(_samples, _scratch, _coefficients);
        for (var variant = 0; variant < DihedralCount; variant++)
        {
            PdqTransform.Turn(_coefficients, (DihedralVariant)variant, _variant);
            variants[variant] = PdqTransform.AboveMedian(_variant);
        }

        return quality;
    }
}
