using Classifier.Cli.Shell;
using Classifier.Core;
using Classifier.Imaging;
using Classifier.Imaging.Degradations;
using Classifier.Imaging.Tensors;

namespace Classifier.Cli.Eval;

/// <summary>
/// The bytes that are judged for a picture's row: the file's own, or after a degradation, and after the equalising step where a seed was
/// given. What is done depends on the seed and the row's number alone, never on its class.
/// </summary>
internal sealed class PictureVariants(int? seed)
{
    // A grid's tile without the seam between them: the data's README.
    private const int GridSide = 1024, TileSide = 512, TileMargin = 8;

    private readonly IImageDecoder _decoder = ImagingServices.Create(new ImagingOptions { Isolation = DecoderIsolation.InProcess });

    /// <summary>What <c>--degrade</c> measures besides the pictures as they are.</summary>
    public static IReadOnlyList<string> Degradations { get; } = ["jpeg95", "jpeg75", "jpeg50", "half"];

    /// <param name="degradation">One of <see cref="Degradations"/>, or null.</param>
    /// <exception cref="CliException">The file cannot be read (3).</exception>
    /// <exception cref="ClassifierException">It is no picture that can be decoded.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(LabelledRow row, string? degradation, CancellationToken cancellation)
    {
        ReadOnlyMemory<byte> bytes = await Classify.ContentFiles.ReadAsync(row.Picture!.Path, cancellation);
        if (degradation is not null)
        {
            using var whole = await _decoder.DecodeAsync(bytes, DecodeRequest.Display, cancellation);
            bytes = Degrade(whole.First, degradation);
        }
        if (seed is not { } number) return bytes;
        using var decoded = await _decoder.DecodeAsync(bytes, DecodeRequest.Display, cancellation);
        // Knuth's multiplicative hash keeps the rows' sequences apart.
        var random = new Random(unchecked(number + (int)(row.Line * 2654435761L)));
        var tile = random.Next(4);
        return PictureDegradation.Equalise(decoded.First, Area(decoded.First, row.Picture.IsGrid, tile), random);
    }

    private static byte[] Degrade(RgbImage image, string degradation) => degradation switch
    {
        "jpeg95" => PictureDegradation.Jpeg(image, 95),
        "jpeg75" => PictureDegradation.Jpeg(image, 75),
        "jpeg50" => PictureDegradation.Jpeg(image, 50),
        "half" => PictureDegradation.Half(image),
        _ => throw new ArgumentOutOfRangeException(nameof(degradation)),
    };

    /// <summary>One tile of a grid, whatever size the grid has now.</summary>
    private static PixelArea Area(RgbImage image, bool isGrid, int tile)
    {
        if (!isGrid || image.Width != image.Height) return PixelArea.Whole(image);
        var scale = (double)image.Width / GridSide;
        var (x, y) = ((tile % 2 * TileSide) + TileMargin, (tile / 2 * TileSide) + TileMargin);
        var side = (int)((TileSide - (2 * TileMargin)) * scale);
        return new((int)(x * scale), (int)(y * scale), side, side);
    }
}
