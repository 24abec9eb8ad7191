using Classifier.Core;

namespace Classifier.Pipeline.Images;

/// <summary>What a model said of one picture, or of one frame of an animation.</summary>
/// <param name="Part">Its index in the item.</param>
/// <param name="Frame">Its place in the animation; null for a still.</param>
/// <param name="Direction">Whose thresholds judge it.</param>
/// <param name="Crops">At least one.</param>
internal sealed record PictureScores(int Part, int? Frame, Direction Direction, IReadOnlyList<CropScore> Crops);

/// <summary>What a model said of one crop.</summary>
/// <param name="Box">Where it was cut, in pixels of the upright picture.</param>
/// <param name="Logits">One an output of the manifest, in its order.</param>
internal sealed record CropScore(PixelBox Box, float[] Logits, RunTimings Timings);
