using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using SkiaSharp;
using Svg.Skia;

namespace Classifier.Training.Logo.Data;

/// <summary>Draws the SVG bodies of an Iconify set.</summary>
internal sealed class Renderer : IDisposable
{
    /// <summary>Longer side of the cut-out drawing in pixels.</summary>
    public const int Side = 160;

    private const int Canvas = 224;
    private readonly JsonDocument _json;

    public Renderer(string data, string set)
    {
        using var file = File.OpenRead(Path.Combine(data, "logos", set + ".json.gz"));
        using var plain = new GZipStream(file, CompressionMode.Decompress);
        _json = JsonDocument.Parse(plain);
    }

    /// <summary>The drawing without empty margins, its longer side <see cref="Side"/>; null where there is nothing to see.</summary>
    public Bitmap? Draw(string slug)
    {
        var root = _json.RootElement;
        var icon = root.GetProperty("icons").GetProperty(slug);
        double Value(string name, double otherwise) => icon.TryGetProperty(name, out var v) ? v.GetDouble() : root.TryGetProperty(name, out v) ? v.GetDouble() : otherwise;
        var (left, top, width, height) = (Value("left", 0), Value("top", 0), Value("width", 16), Value("height", 16));
        var svg = string.Create(CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="{left} {top} {width} {height}" width="{width}" height="{height}">{icon.GetProperty("body").GetString()!.Replace("currentColor", "#000", StringComparison.Ordinal)}</svg>""");
        using var drawing = new SKSvg();
        using var text = new MemoryStream(Encoding.UTF8.GetBytes(svg));
        if (drawing.Load(text) is not { } picture)
        {
            return null;
        }

        // Twice: once to find what is drawn, once so that this fills the side.
        var scale = Canvas / Math.Max(width, height);
        using var first = Rasterise(picture, scale, 0, 0, (int)Math.Ceiling(width * scale), (int)Math.Ceiling(height * scale));
        if (Seen(first) is not { } seen)
        {
            return null;
        }

        var zoom = (double)Side / Math.Max(seen.Width, seen.Height);
        using var second = Rasterise(picture, scale * zoom, -seen.Left * zoom, -seen.Top * zoom, Math.Max(1, (int)Math.Round(seen.Width * zoom)), Math.Max(1, (int)Math.Round(seen.Height * zoom)));
        return new(second.Width, second.Height, second.Bytes);
    }

    public void Dispose() => _json.Dispose();

    private static SKBitmap Rasterise(SKPicture picture, double scale, double x, double y, int width, int height)
    {
        using var surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));
        surface.Canvas.Clear(SKColors.Transparent);
        surface.Canvas.Translate((float)x, (float)y);
        surface.Canvas.Scale((float)scale);
        surface.Canvas.DrawPicture(picture);
        var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        using var image = surface.Snapshot();
        image.ReadPixels(bitmap.Info, bitmap.GetPixels(), bitmap.RowBytes, 0, 0);
        return bitmap;
    }

    private static SKRectI? Seen(SKBitmap bitmap)
    {
        var (left, top, right, bottom) = (bitmap.Width, bitmap.Height, -1, -1);
        var pixels = bitmap.GetPixelSpan();
        for (var y = 0; y < bitmap.Height; y++)
        {
            for (var x = 0; x < bitmap.Width; x++)
            {
                if (pixels[(y * bitmap.RowBytes) + (x * 4) + 3] > 16)
                {
                    (left, right, top, bottom) = (Math.Min(left, x), Math.Max(right, x), Math.Min(top, y), Math.Max(bottom, y));
                }
            }
        }

        return right < left ? null : new SKRectI(left, top, right + 1, bottom + 1);
    }
}
