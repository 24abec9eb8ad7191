namespace Classifier.Training.Logo.Data;

/// <summary>Pixels in memory: red, green, blue, opacity (not multiplied in), row by row.</summary>
internal sealed record Bitmap(int Width, int Height, byte[] Pixels);
