namespace Classifier.Fingerprint.Kernels.Internal;

/// <summary>A rectangle of tiles that one launch compares.</summary>
/// <param name="FirstRow">First tile of earlier codes.</param>
/// <param name="Rows">Tiles of earlier codes.</param>
/// <param name="FirstColumn">First tile of later codes.</param>
/// <param name="Columns">Tiles of later codes.</param>
/// <param name="MaxPairs">Pairs that fit the result.</param>
internal readonly record struct TileRegion(int FirstRow, int Rows, int FirstColumn, int Columns, int MaxPairs)
{
    /// <summary>Whether it is one pair of tiles, which always fits.</summary>
    public bool IsSmallest => Rows == 1 && Columns == 1;

    /// <summary>Two halves along the longer side.</summary>
    public (TileRegion First, TileRegion Second) Halves()
    {
        if (Rows >= Columns)
        {
            var upper = Rows / 2;
            return (this with { Rows = upper }, this with { FirstRow = FirstRow + upper, Rows = Rows - upper });
        }

        var left = Columns / 2;
        return (this with { Columns = left }, this with { FirstColumn = FirstColumn + left, Columns = Columns - left });
    }
}
