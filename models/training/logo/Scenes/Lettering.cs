using SkiaSharp;

namespace Classifier.Training.Logo.Scenes;

/// <summary>Lines of made-up words, and the fonts for them.</summary>
internal sealed class Lettering
{
    private static readonly string[] Syllables = ["ba", "con", "der", "el", "fi", "gra", "ho", "in", "ju", "ka", "lo", "men", "no", "or", "pre", "qui", "ra", "sta", "ti", "un", "ver", "wa", "xi", "yo", "zen"];
    private readonly List<SKTypeface> _faces;

    public Lettering(string folder)
    {
        _faces = [.. Directory.EnumerateFiles(folder, "*.ttf", SearchOption.AllDirectories).Where(f => !f.Contains("Math", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(f => SKTypeface.FromFile(f)).Where(f => f is not null)];
        if (_faces.Count == 0)
        {
            throw new InvalidOperationException($"--fonts: no .ttf file in {folder}");
        }
    }

    public void Line(SKCanvas canvas, float x, float y, float size, int words, SKColor colour, Random random)
    {
        using var font = new SKFont(random.One(_faces), size) { Subpixel = true };
        using var paint = new SKPaint { Color = colour, IsAntialias = true };
        canvas.DrawText(string.Join(' ', Enumerable.Range(0, words).Select(_ => Word(random))), x, y, SKTextAlign.Left, font, paint);
    }

    private static string Word(Random random)
    {
        if (random.Of(.12))
        {
            return random.Next(1, 5000).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        var word = string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.One(Syllables)));
        return random.Next(6) switch { 0 => word.ToUpperInvariant(), 1 => char.ToUpperInvariant(word[0]) + word[1..], _ => word };
    }
}
