using SkiaSharp;

namespace Classifier.Training.Logo.Scenes;

/// <summary>Drawings that are no logo: geometric shapes, everyday signs, faces.</summary>
internal static class Shapes
{
    public static void Draw(SKCanvas canvas, SKRect box, SKColor colour, Random random)
    {
        using var paint = new SKPaint { Color = colour, IsAntialias = true, IsStroke = random.Of(.4), StrokeWidth = Math.Max(1, box.Width * random.Between(.04, .12)), StrokeCap = SKStrokeCap.Round };
        switch (random.Next(8))
        {
            case 0:
                canvas.DrawRect(box, paint);
                break;
            case 1:
                canvas.DrawOval(box, paint);
                break;
            case 2:
                canvas.DrawRoundRect(box, box.Width * .2f, box.Width * .2f, paint);
                break;
            case 3:
                Polygon(canvas, box, random.Next(3, 8), random, paint);
                break;
            case 4:
                Bars(canvas, box, random.Next(2, 5), paint);
                break;
            case 5:
                Face(canvas, box, paint, random);
                break;
            case 6:
                Magnifier(canvas, box, paint);
                break;
            default:
                Arrow(canvas, box, paint, random);
                break;
        }
    }

    private static void Polygon(SKCanvas canvas, SKRect box, int corners, Random random, SKPaint paint)
    {
        using var path = new SKPathBuilder();
        var (turn, star) = (random.Between(0, 6.28), random.Of(.3) ? .45f : 1);
        for (var i = 0; i < corners * 2; i++)
        {
            var r = i % 2 == 0 ? 1 : star;
            var angle = turn + (i * MathF.PI / corners);
            var point = new SKPoint(box.MidX + r * box.Width / 2 * MathF.Cos(angle), box.MidY + r * box.Height / 2 * MathF.Sin(angle));
            if (i == 0)
            {
                path.MoveTo(point);
            }
            else
            {
                path.LineTo(point);
            }
        }

        path.Close();
        using var made = path.Detach();
        canvas.DrawPath(made, paint);
    }

    private static void Bars(SKCanvas canvas, SKRect box, int count, SKPaint paint)
    {
        paint.IsStroke = false;
        var step = box.Height / count;
        for (var i = 0; i < count; i++)
        {
            canvas.DrawRect(box.Left, box.Top + i * step, box.Width, step * .5f, paint);
        }
    }

    private static void Face(SKCanvas canvas, SKRect box, SKPaint paint, Random random)
    {
        paint.IsStroke = true;
        canvas.DrawOval(box, paint);
        var eye = box.Width * random.Between(.03, .09);
        canvas.DrawCircle(box.MidX - box.Width * .18f, box.MidY - box.Height * .12f, eye, paint);
        canvas.DrawCircle(box.MidX + box.Width * .18f, box.MidY - box.Height * .12f, eye, paint);
        var mouth = SKRect.Create(box.Left + box.Width * .28f, box.MidY - box.Height * .1f, box.Width * .44f, box.Height * .35f);
        canvas.DrawArc(mouth, random.Of(.7) ? 20 : 200, 140, false, paint);
    }

    private static void Magnifier(SKCanvas canvas, SKRect box, SKPaint paint)
    {
        paint.IsStroke = true;
        canvas.DrawCircle(box.MidX - box.Width * .1f, box.MidY - box.Height * .1f, box.Width * .3f, paint);
        canvas.DrawLine(box.MidX + box.Width * .12f, box.MidY + box.Height * .12f, box.Right, box.Bottom, paint);
    }

    private static void Arrow(SKCanvas canvas, SKRect box, SKPaint paint, Random random)
    {
        paint.IsStroke = true;
        canvas.Save();
        canvas.RotateDegrees(random.Next(4) * 90, box.MidX, box.MidY);
        canvas.DrawLine(box.Left, box.MidY, box.Right, box.MidY, paint);
        canvas.DrawLine(box.Right, box.MidY, box.MidX, box.Top, paint);
        canvas.DrawLine(box.Right, box.MidY, box.MidX, box.Bottom, paint);
        canvas.Restore();
    }
}
