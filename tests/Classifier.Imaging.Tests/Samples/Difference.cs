using NetVips;

namespace Classifier.Imaging.Tests.Samples;

internal static class Difference
{
    /// <summary>Mean absolute difference of two pictures of one size.</summary>
    public static double Mean(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Assert.Equal(left.Length, right.Length);
        var sum = 0L;
        for (var i = 0; i < left.Length; i++)
            sum += Math.Abs(left[i] - right[i]);
        return (double)sum / left.Length;
    }

    /// <summary>White in the upper left quarter, else black.</summary>
    public static Image DrawRectMask(this Image black) =>
        black.Mutate(to => to.DrawRect([255.0], 0, 0, black.Width / 2, black.Height / 2, fill: true)).Copy(interpretation: Enums.Interpretation.Bw);
}
