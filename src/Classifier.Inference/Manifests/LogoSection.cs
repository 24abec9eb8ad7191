namespace Classifier.Inference.Manifests;

/// <summary>Reads what is special about the family <c>logo</c>.</summary>
internal static class LogoSection
{
    private static readonly string[] Outputs = [LogoManifest.ObjectnessOutput, LogoManifest.EmbeddingOutput, LogoManifest.BoxOutput];

    public static List<TaskManifest> Tasks(YamlSection root, LogoManifest logo)
    {
        var task = TaskSection.ReadLogo(root);
        foreach (var head in task.Heads.Values)
        {
            // Known logos with a right claim score 0, and every match with a wrong one has to count.
            if (head.Thresholds.Flag.Value == 0) throw root.Failure("tasks[0].threshold", "must be above 0");
            if (head.Thresholds.Flag.Value > logo.Match) throw root.Failure("tasks[0].threshold", "lies above logo.match");
        }
        return [task];
    }

    public static LogoManifest Read(YamlSection root, IReadOnlyList<ImageGraphManifest> graphs)
    {
        if (graphs is not [{ Name: LogoManifest.Graph } graph]) throw root.Failure("graphs", $"must be the one graph '{LogoManifest.Graph}'");
        if (graph.Height.Multiple % LogoManifest.SideMultiple != 0 || graph.Width.Multiple % LogoManifest.SideMultiple != 0)
            throw root.Failure("graphs[0].input", $"must take multiples of {LogoManifest.SideMultiple}");
        if (!graph.Height.Takes(LogoManifest.ReferenceSide) || !graph.Width.Takes(LogoManifest.ReferenceSide))
            throw root.Failure("graphs[0].input", $"must take {LogoManifest.ReferenceSide} × {LogoManifest.ReferenceSide} pixels, the size of a reference");
        if (!graph.Outputs.Select(o => o.Name).Order(StringComparer.Ordinal).SequenceEqual(Outputs.Order(StringComparer.Ordinal)))
            throw root.Failure("graphs[0].outputs", "must be " + string.Join(", ", Outputs));
        if (graph.Outputs.Any(o => o.Reduction != ImageReduction.None)) throw root.Failure("graphs[0].outputs", "must not be reduced");
        var section = root.Section("logo", "objectness", "match", "near");
        var objectness = section.Number("objectness", 0, 1);
        if (objectness is 0 or 1) throw section.Failure("objectness", "must lie between 0 and 1");
        var match = section.Number("match", 0, 1);
        var near = section.Number("near", 0, 1);
        if (near > match) throw section.Failure("near", "lies above match");
        return new(objectness, match, near);
    }

    public static IReadOnlyDictionary<string, ModelFile> Files(YamlSection root)
    {
        var files = FileSection.ReadAll(root, "files");
        foreach (var role in new[] { LogoManifest.BrandsFile, LogoManifest.EmbeddingsFile })
            if (!files.ContainsKey(role)) throw root.Failure("files." + role, "is missing");
        return files;
    }
}
