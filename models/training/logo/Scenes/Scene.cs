namespace Classifier.Training.Logo.Scenes;

/// <summary>A square picture with at most one logo.</summary>
/// <param name="Pixels">Red, green, blue, row by row.</param>
/// <param name="Brand">Number of the brand; -1 without a logo.</param>
/// <param name="Box">Left, top, right, bottom of the logo in pixels.</param>
internal sealed record Scene(int Side, byte[] Pixels, int Brand, float[] Box);
