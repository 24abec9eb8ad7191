namespace Classifier.Pipeline.Logo.Detection;

/// <summary>A cell that the graph takes for a logo.</summary>
/// <param name="Logit">How sure it is.</param>
/// <param name="Box">In pixels of the picture, inside it.</param>
/// <param name="Embedding">Of unit length.</param>
internal sealed record LogoCandidate(double Logit, Box Box, float[] Embedding);
