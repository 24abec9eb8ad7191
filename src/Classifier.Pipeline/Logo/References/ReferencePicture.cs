namespace Classifier.Pipeline.Logo.References;

/// <summary>A logo, cut out and reduced to the size at which brands are embedded: its longer side has 80 pixels.</summary>
/// <param name="OnWhite">Red, green, blue, row by row.</param>
/// <param name="OnBlack">The same logo before black.</param>
internal sealed record ReferencePicture(int Width, int Height, byte[] OnWhite, byte[] OnBlack);
