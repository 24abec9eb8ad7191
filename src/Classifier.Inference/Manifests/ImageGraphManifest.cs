namespace Classifier.Inference.Manifests;

/// <summary>The names that <c>family</c> may have.</summary>
public static class ModelFamilies
{
    /// <summary>Packed token sequences, one row of logits each.</summary>
    public const string PackedEncoder = "packed-encoder";

    /// <summary>Planar float pictures [N, 3, H, W], named outputs.</summary>
    public const string Image = "image";

    /// <summary>As <see cref="Image"/>, with one graph that finds logos and the brands that they are compared with.</summary>
    public const string Logo = "logo";
}

/// <summary>One graph of an image model.</summary>
/// <param name="Name">For example <c>detection</c>.</param>
/// <param name="Input">Name of its only input, [N, 3, H, W] of float.</param>
/// <param name="Height">The rows that it takes.</param>
/// <param name="Width">The columns that it takes.</param>
/// <param name="Outputs">Those that are read; others are not computed.</param>
/// <param name="Limits">Bounds of a batch.</param>
/// <param name="Variants">The files, best first.</param>
/// <param name="Scale">How bytes become its numbers where the manifest says so; null leaves that to who calls it.</param>
public sealed record ImageGraphManifest(
    string Name,
    string Input,
    ImageSide Height,
    ImageSide Width,
    IReadOnlyList<ImageOutputManifest> Outputs,
    ImageLimits Limits,
    IReadOnlyList<ModelVariant> Variants,
    ChannelScale? Scale = null);

/// <summary>Red, green, blue: (byte / 255 − mean) / scale.</summary>
public sealed record ChannelScale(IReadOnlyList<float> Mean, IReadOnlyList<float> Scale)
{
    /// <summary>0 to 1.</summary>
    public static ChannelScale Unit { get; } = new([0, 0, 0], [1, 1, 1]);
}

/// <summary>How a picture is cut at native resolution, and how its crops answer together.</summary>
/// <param name="Size">Side of a crop, in pixels.</param>
/// <param name="Count">Most crops of a picture.</param>
public sealed record CropsManifest(int Size, int Count, CropAggregate Aggregate);

/// <summary>One logit out of the crops'.</summary>
public enum CropAggregate
{
    Median,
    Mean,

    /// <summary>Mean of the highest third, at least one.</summary>
    Top,
}

/// <summary>Lengths that a side may have, in pixels: multiples of <paramref name="Multiple"/> from <paramref name="Min"/> to <paramref name="Max"/>.</summary>
public readonly record struct ImageSide(int Min, int Max, int Multiple)
{
    public bool Takes(int length) => length >= Min && length <= Max && length % Multiple == 0;

    /// <summary>The nearest length that is taken and not shorter; the longest where there is none.</summary>
    public int Ceiling(double length)
    {
        if (!(length < Max)) return Max;
        var steps = Math.Max(0, (long)Math.Ceiling(length / Multiple));
        return (int)Math.Clamp(steps * Multiple, Min, Max);
    }

    /// <summary>The nearest length that is taken.</summary>
    public int Nearest(double length)
    {
        if (!(length < Max)) return Max;
        return (int)Math.Clamp(Math.Max(1, (long)Math.Round(length / Multiple)) * Multiple, Min, Max);
    }
}

/// <summary>An output that is read.</summary>
public sealed record ImageOutputManifest(string Name, ImageReduction Reduction);

/// <summary>What is kept of an output's last dimension.</summary>
public enum ImageReduction
{
    /// <summary>All of it.</summary>
    None,

    /// <summary>Index and value of the largest element: what a greedy decoder reads, a thousandth of the copying.</summary>
    ArgMax,
}

/// <summary>Bounds of a batch of pictures.</summary>
/// <param name="PixelBudget">Most pixels in a batch; not less than the largest picture.</param>
/// <param name="Buckets">Pixels of a picture, ascending; the last holds the largest picture.</param>
public sealed record ImageLimits(int MaxBatchItems, int PixelBudget, IReadOnlyList<int> Buckets);
