using Classifier.Core;
using Classifier.Imaging;
using Classifier.Inference.Manifests;
using Classifier.Pipeline.Logo.References;
using Classifier.Pipeline.Tests.Ocr.Support;
using CsCheck;
using SkiaSharp;

namespace Classifier.Pipeline.Tests.Logo;

public sealed class CutOutTests
{
    private static ReferencePicture Of(int width, int height, Action<SKCanvas> draw)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using (var canvas = new SKCanvas(bitmap)) draw(canvas);
        using RgbImage image = SkiaDecoder.Copy(bitmap);
        return CutOut.Of(image, "images[0]");
    }

    private static SKColor At(byte[] pixels, ReferencePicture picture, int x, int y)
    {
        var i = 3 * ((y * picture.Width) + x);
        return new(pixels[i], pixels[i + 1], pixels[i + 2]);
    }

    private static void Rectangle(SKCanvas canvas, SKColor colour, float x, float y, float width, float height)
    {
        using var paint = new SKPaint { Color = colour, IsAntialias = false };
        canvas.DrawRect(x, y, width, height, paint);
    }

    [Fact]
    public void The_margin_goes_and_the_longer_side_has_80_pixels() =>
        Gen.Select(Gen.Int[2, 300], Gen.Int[2, 300], Gen.Int[1, 60], Gen.Int[1, 60]).Sample((width, height, left, top) =>
        {
            var picture = Of(width + left + 9, height + top + 7, c =>
            {
                c.Clear(SKColors.White);
                Rectangle(c, SKColors.Red, left, top, width, height);
            });
            Assert.Equal(LogoManifest.ReferenceLogo, Math.Max(picture.Width, picture.Height));
            Assert.Equal((double)width / height, (double)picture.Width / picture.Height, (double)width / height * 0.6);
            Assert.Equal(SKColors.Red, At(picture.OnWhite, picture, picture.Width / 2, picture.Height / 2));
        }, iter: 60);

    [Fact]
    public void The_margins_colour_becomes_the_ground_where_the_border_reaches_it_and_stays_inside_the_logo()
    {
        // A blue ring in a white margin: the middle is white too, but the logo's own.
        var picture = Of(200, 200, c =>
        {
            c.Clear(SKColors.White);
            Rectangle(c, SKColors.Blue, 40, 40, 120, 60);
            Rectangle(c, SKColors.Blue, 40, 100, 60, 60);
            Rectangle(c, SKColors.White, 60, 55, 20, 20);
        });

        Assert.Equal((80, 80), (picture.Width, picture.Height));
        Assert.Equal(SKColors.Blue, At(picture.OnBlack, picture, 5, 5));
        // The lower right quarter belongs to the margin.
        Assert.Equal((SKColors.White, SKColors.Black), (At(picture.OnWhite, picture, 70, 70), At(picture.OnBlack, picture, 70, 70)));
        Assert.Equal(SKColors.White, At(picture.OnBlack, picture, 20, 16));
    }

    [Fact]
    public void A_picture_without_a_margin_is_taken_whole()
    {
        var picture = Of(200, 100, c =>
        {
            for (var i = 0; i < 200; i += 10) Rectangle(c, i % 20 == 0 ? SKColors.Green : SKColors.Yellow, i, 0, 10, 100);
        });
        Assert.Equal((80, 40), (picture.Width, picture.Height));
        Assert.Equal(picture.OnWhite, picture.OnBlack);
    }

    [Fact]
    public void One_colour_is_no_logo() => Assert.Equal(
        (ErrorKind.InvalidArgument, "images[0]"),
        Assert.Throws<ClassifierException>(() => Of(50, 50, c => c.Clear(SKColors.Navy))) is var e ? (e.Kind, e.Field) : default);

    [Fact]
    public void Thin_and_huge_pictures_are_cut_out()
    {
        Assert.Equal(1, Of(3000, 20, c =>
        {
            c.Clear(SKColors.White);
            Rectangle(c, SKColors.Red, 100, 9, 2800, 4);
        }).Height);
        Assert.Equal((80, 80), Of(4, 4, c =>
        {
            c.Clear(SKColors.White);
            Rectangle(c, SKColors.Red, 1, 1, 2, 2);
        }) is var p ? (p.Width, p.Height) : default);
    }
}
