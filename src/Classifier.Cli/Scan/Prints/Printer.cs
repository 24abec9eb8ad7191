using Classifier.Core;
using Classifier.Fingerprint;
using Classifier.Fingerprint.Hashing;
using Classifier.Fingerprint.TextHashing;
using Classifier.Imaging;

namespace Classifier.Cli.Scan.Prints;

/// <summary>Makes prints. One thread at a time, for the hasher keeps its scratch memory.</summary>
/// <param name="turned">Whether to make the eight hashes that find turned and mirrored pictures.</param>
internal sealed class Printer(IImageDecoder decoder, bool turned)
{
    /// <summary>The shorter side that a decoder may shrink to: above it, PDQ's own filter hides most of what shrinking changes.</summary>
    public const int ShrinkTo = 512;

    private static readonly DecodeRequest Request = DecodeRequest.Stored with { ShrinkTo = ShrinkTo };

    private static readonly TextHasher Texts = new();

    private readonly PdqHasher _hasher = new();

    /// <summary>Makes the print of a whole file.</summary>
    /// <param name="kind">What <see cref="Sniffer"/> found.</param>
    public async ValueTask<FilePrint> PrintAsync(ContentKind kind, ReadOnlyMemory<byte> bytes, string name, CancellationToken cancellation)
    {
        try
        {
            return kind switch
            {
                ContentKind.Picture => await PictureAsync(bytes, cancellation),
                ContentKind.Text => TextOf(bytes.Span, name),
                ContentKind.ForeignPicture => new RefusedPrint($"{Sniffer.ForeignFormat(bytes.Span)} pictures are not decoded"),
                ContentKind.FalsePicture => new RefusedPrint("its name is a picture's, its content is not"),
                _ => new OtherPrint(),
            };
        }
        catch (ClassifierException e) when (e.Kind is ErrorKind.InvalidArgument or ErrorKind.TooLarge or ErrorKind.UnsupportedFormat)
        {
            return new RefusedPrint(e.Message);
        }
    }

    private async ValueTask<FilePrint> PictureAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        using var decoded = await decoder.DecodeAsync(bytes, Request, cancellation);
        var (quality, hashes) = Hash(decoded.First);
        return new ImagePrint(decoded.Header.Format, decoded.Header.Width, decoded.Header.Height, decoded.Shrunk, quality, hashes);
    }

    private (int Quality, Hash256[] Hashes) Hash(RgbImage image)
    {
        if (!turned)
        {
            var hash = _hasher.Compute(image.Pixels, image.Width, image.Height);
            return (hash.Quality ?? 0, [hash.Bits]);
        }

        var variants = new Hash256[PdqHasher.DihedralCount];
        var quality = _hasher.ComputeDihedral(image.Pixels, image.Width, image.Height, variants);
        return (quality, variants);
    }

    private static FilePrint TextOf(ReadOnlySpan<byte> bytes, string name) => PlainText.Read(bytes) is { } text
        ? Of(Texts.Compute(Sniffer.IsHtml(name) ? HtmlText.Strip(text) : text))
        : new RefusedPrint("its name is a text's, its content is not UTF-8");

    private static TextPrint Of(TextFingerprint? text) => text is null ? new(0, []) : new(text.Shingles, text.MinHash.Minima.ToArray());
}
