using Classifier.Core;

namespace Classifier.Pipeline.Logo;

/// <summary>The known logos of one picture, or of one frame of an animation.</summary>
/// <param name="Part">Its index in the item.</param>
/// <param name="Frame">Its place in the animation; null for a still.</param>
/// <param name="Direction">Whose thresholds judge it.</param>
internal sealed record LogoScores(int Part, int? Frame, Direction Direction, IReadOnlyList<KnownLogo> Logos, IReadOnlyList<RunTimings> Timings);

/// <summary>A logo that the bank knows.</summary>
/// <param name="Cosine">To the brand's nearest reference; not below the manifest's <c>near</c>.</param>
internal readonly record struct KnownLogo(PixelBox Box, BankBrand Brand, double Cosine);
