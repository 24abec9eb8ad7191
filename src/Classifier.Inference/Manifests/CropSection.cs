namespace Classifier.Inference.Manifests;

/// <summary>Reads <c>crops</c> of an image model that answers tasks, and checks that its one graph takes and gives what that needs.</summary>
internal static class CropSection
{
    private const int LargestSize = 4096;
    private const int MostCrops = 64;

    public static CropsManifest Read(YamlSection root, IReadOnlyList<ImageGraphManifest> graphs, IReadOnlyList<ModelOutput> outputs)
    {
        if (graphs.Count != 1) throw root.Failure("graphs", "must be one graph for a model that answers tasks");
        var section = root.Section("crops", "size", "count", "aggregate");
        var size = section.Integer("size", 1, LargestSize);
        if (!graphs[0].Height.Takes(size) || !graphs[0].Width.Takes(size)) throw section.Failure("size", "is no size that the graph takes");
        // A head's index is the graph's output of the same place, so the two lists are one.
        if (!outputs.Select(o => o.Name).SequenceEqual(graphs[0].Outputs.Select(o => o.Name), StringComparer.Ordinal))
            throw root.Failure("outputs", "must be the graph's outputs in its order");
        if (graphs[0].Outputs.Any(o => o.Reduction != ImageReduction.None)) throw root.Failure("outputs", "must not be reduced");
        return new(size, section.Integer("count", 1, MostCrops), section.Choice(
            "aggregate", ("median", CropAggregate.Median), ("mean", CropAggregate.Mean), ("top", CropAggregate.Top)));
    }
}
