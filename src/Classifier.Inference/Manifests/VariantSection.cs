namespace Classifier.Inference.Manifests;

/// <summary>Reads <c>variants</c>.</summary>
internal static class VariantSection
{
    public static IReadOnlyList<ModelVariant> Read(YamlSection root)
    {
        var variants = new List<ModelVariant>();
        foreach (var section in root.Sections("variants", "name", "provider", "requires", "graph", "built"))
        {
            var built = section.Has("built") && section.Flag("built");
            variants.Add(new(
                ManifestReader.Unique(section, "name", variants.Select(v => v.Name)),
                section.Choice("provider", ("cpu", "cpu"), ("cuda", "cuda")),
                section.Has("requires") ? Requires(section) : [],
                FileSection.Of(section.Section("graph", "path", "sha256"), checksumRequired: !built),
                built));
        }
        return variants.Count > 0 ? variants : throw root.Failure("variants", "must not be empty");
    }

    private static IReadOnlyList<string> Requires(YamlSection section)
    {
        var names = section.Texts("requires");
        for (var i = 0; i < names.Count; i++)
        {
            if (!Providers.CpuFeatures.Known.Contains(names[i]))
                throw section.Failure($"requires[{i}]", "must be " + string.Join(" or ", Providers.CpuFeatures.Known));
        }
        return names;
    }
}
