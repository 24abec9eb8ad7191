namespace Classifier.Training.Deepfake.Data;

/// <summary>Decoded pixels, 8 bits, red, green, blue, rows from the top.</summary>
internal sealed record Patch(int Width, int Height, byte[] Pixels);
