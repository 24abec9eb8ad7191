using Classifier.Training.Text.Data;

namespace Classifier.Training.Text.Train;

/// <summary>The stretch of a long text that one pass sees.</summary>
internal static class Window
{
    public static ReadOnlySpan<int> Of(int[] pieces, Example example, Random random)
    {
        var room = example.MaxTokens - 2;
        if (pieces.Length <= room)
        {
            return pieces;
        }

        var slack = pieces.Length - room;
        var start = example.Part switch
        {
            Part.Start => 0,
            Part.Middle => slack / 2,
            Part.End => slack,
            _ => random.Next(4) switch { 0 => slack, 1 => random.Next(slack + 1), _ => 0 },
        };
        return pieces.AsSpan(start, room);
    }
}
