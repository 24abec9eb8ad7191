using SkiaSharp;

namespace Classifier.Training.Logo.Scenes;

/// <summary>Random numbers in the shapes that scenes need.</summary>
internal static class Chance
{
    public static bool Of(this Random random, double share) => random.NextDouble() < share;

    public static float Between(this Random random, double low, double high) => (float)(low + (high - low) * random.NextDouble());

    /// <summary>Evenly in the logarithm.</summary>
    public static float Scaled(this Random random, double low, double high) => (float)(low * Math.Pow(high / low, random.NextDouble()));

    public static T One<T>(this Random random, IReadOnlyList<T> of) => of[random.Next(of.Count)];

    public static SKColor Colour(this Random random) =>
        random.Of(.3) ? Grey((byte)random.Next(256)) : SKColor.FromHsv(random.Between(0, 360), random.Between(20, 100), random.Between(25, 100));

    private static SKColor Grey(byte level) => new(level, level, level);
}
