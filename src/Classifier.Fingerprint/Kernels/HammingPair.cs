namespace Classifier.Fingerprint.Kernels;

/// <summary>Two codes near each other.</summary>
/// <param name="First">Place of the earlier.</param>
/// <param name="Second">Place of the later.</param>
/// <param name="Distance">Differing bits.</param>
public readonly record struct HammingPair(int First, int Second, int Distance);
