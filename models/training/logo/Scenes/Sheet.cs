using SkiaSharp;

namespace Classifier.Training.Logo.Scenes;

/// <summary>Scenes side by side, to look at.</summary>
internal static class Sheet
{
    public static void Save(IReadOnlyList<Scene> scenes, int across, string path)
    {
        var side = scenes[0].Side;
        using var surface = SKSurface.Create(new SKImageInfo(across * side, (scenes.Count + across - 1) / across * side, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var paint = new SKPaint { Color = SKColors.Lime, IsStroke = true };
        for (var n = 0; n < scenes.Count; n++)
        {
            var rgba = new byte[side * side * 4];
            for (int i = 0, o = 0; o < rgba.Length; i += 3, o += 4)
            {
                (rgba[o], rgba[o + 1], rgba[o + 2], rgba[o + 3]) = (scenes[n].Pixels[i], scenes[n].Pixels[i + 1], scenes[n].Pixels[i + 2], 255);
            }

            var (x, y) = (n % across * side, n / across * side);
            using var image = SKImage.FromPixelCopy(new SKImageInfo(side, side, SKColorType.Rgba8888, SKAlphaType.Opaque), rgba);
            surface.Canvas.DrawImage(image, SKRect.Create(x, y, side, side), SKSamplingOptions.Default);
            if (scenes[n].Brand >= 0)
            {
                var box = scenes[n].Box;
                surface.Canvas.DrawRect(new SKRect(x + box[0], y + box[1], x + box[2], y + box[3]), paint);
            }
        }

        using var whole = surface.Snapshot();
        using var data = whole.Encode(SKEncodedImageFormat.Png, 100);
        using var file = File.Create(path);
        data.SaveTo(file);
    }
}
