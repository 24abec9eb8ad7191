namespace Classifier.Inference.Manifests;

/// <summary>Reads <c>graphs</c> of the family <c>image</c>.</summary>
internal static class ImageGraphSection
{
    private const int LongestSide = 4096;
    private const int MostBuckets = 64;
    private const int MostPixels = 1 << 26;

    public static IReadOnlyList<ImageGraphManifest> Read(YamlSection root)
    {
        var graphs = new List<ImageGraphManifest>();
        foreach (var section in root.Sections("graphs", "name", "input", "outputs", "limits", "variants"))
        {
            var name = ManifestReader.Unique(section, "name", graphs.Select(g => g.Name));
            var input = section.Section("input", "name", "height", "width", "mean", "scale");
            var (height, width) = (Side(input, "height"), Side(input, "width"));
            graphs.Add(new(
                name, TensorName(input), height, width, Outputs(section), Limits(section, height, width), VariantSection.Read(section), Scale(input)));
        }
        return graphs.Count > 0 ? graphs : throw root.Failure("graphs", "must not be empty");
    }

    private static ImageSide Side(YamlSection input, string key)
    {
        var section = input.Section(key, "min", "max", "multiple");
        var multiple = section.Integer("multiple", 1, LongestSide);
        var side = new ImageSide(section.Integer("min", 1, LongestSide), section.Integer("max", 1, LongestSide), multiple);
        if (side.Min % multiple != 0) throw section.Failure("min", "must be a multiple of multiple");
        if (side.Max % multiple != 0 || side.Max < side.Min) throw section.Failure("max", "must be a multiple of multiple and not below min");
        return side;
    }

    /// <summary>Both lists or none of them.</summary>
    private static ChannelScale? Scale(YamlSection input)
    {
        if (!input.Has("mean") && !input.Has("scale")) return null;
        return new(input.Numbers("mean", ImageInput.Channels, -1e3, 1e3), input.Numbers("scale", ImageInput.Channels, 1e-3, 1e3));
    }

    private static List<ImageOutputManifest> Outputs(YamlSection graph)
    {
        var outputs = new List<ImageOutputManifest>();
        foreach (var section in graph.Sections("outputs", "name", "reduce"))
        {
            var reduction = section.Has("reduce")
                ? section.Choice("reduce", ("none", ImageReduction.None), ("argmax", ImageReduction.ArgMax))
                : ImageReduction.None;
            var name = TensorName(section);
            if (outputs.Any(o => o.Name == name)) throw section.Failure("name", "is used twice");
            outputs.Add(new(name, reduction));
        }
        return outputs.Count > 0 ? outputs : throw graph.Failure("outputs", "must not be empty");
    }

    private static ImageLimits Limits(YamlSection graph, ImageSide height, ImageSide width)
    {
        var section = graph.Section("limits", "max_batch_items", "pixel_budget", "buckets");
        var largest = (long)height.Max * width.Max;
        if (largest > MostPixels) throw graph.Failure("input", $"takes pictures of more than {MostPixels} pixels");
        var buckets = section.Integers("buckets", 1, MostPixels);
        for (var i = 1; i < buckets.Count; i++)
            if (buckets[i] <= buckets[i - 1]) throw section.Failure($"buckets[{i}]", "must be larger than the one before");
        if (buckets.Count > MostBuckets) throw section.Failure("buckets", "has more than 64 sizes");
        if (buckets.Count == 0 || buckets[^1] < largest) throw section.Failure("buckets", $"must end at {largest} pixels or more");
        return new(section.Integer("max_batch_items", 1, 4096), section.Integer("pixel_budget", buckets[^1], MostPixels), buckets);
    }

    /// <summary>Names inside a graph are the exporter's: anything printable.</summary>
    private static string TensorName(YamlSection section)
    {
        var name = section.Text("name");
        return name.Length <= 128 && !name.Any(char.IsControl) ? name : throw section.Failure("name", "must be at most 128 printable characters");
    }
}
