using Classifier.Core;
using Classifier.Inference;
using Classifier.Text;

namespace Classifier.Pipeline.Text;

/// <summary>What a model said of one window.</summary>
/// <param name="Part">Index of the part that it was cut from.</param>
/// <param name="Direction">Whose thresholds judge it.</param>
internal readonly record struct WindowScore(int Part, Direction Direction, TokenWindow Window, SequenceScores Scores);
