namespace Classifier.Inference.Manifests;

/// <summary>Reads <c>limits</c>, <c>window</c> and <c>scheduling</c>.</summary>
internal static class LimitSections
{
    private const int MostTokens = 1 << 20;
    private const int MostBuckets = 64;
    private const double UsualWait = 1000;

    public static LimitsManifest Limits(YamlSection root)
    {
        var section = root.Section("limits", "max_length", "max_batch_items", "token_budget", "buckets", "vocabulary");
        var length = section.Integer("max_length", 3, 1 << 16);
        var buckets = section.Integers("buckets", 1, length);
        for (var i = 1; i < buckets.Count; i++)
            if (buckets[i] <= buckets[i - 1]) throw section.Failure($"buckets[{i}]", "must be larger than the one before");
        if (buckets.Count > MostBuckets) throw section.Failure("buckets", "has more than 64 lengths");
        if (buckets.Count == 0 || buckets[^1] != length) throw section.Failure("buckets", "must end at max_length");
        return new(length, section.Integer("max_batch_items", 1, 4096), section.Integer("token_budget", length, MostTokens), buckets,
            section.Has("vocabulary") ? section.Integer("vocabulary", 1, int.MaxValue) : null);
    }

    /// <summary>A window and its start and end tokens fit the longest sequence.</summary>
    public static WindowManifest Window(YamlSection root, LimitsManifest limits)
    {
        var section = root.Section("window", "tokens", "overlap");
        var tokens = section.Integer("tokens", 1, limits.MaxLength - 2);
        return new(tokens, section.Integer("overlap", 0, tokens - 1));
    }

    public static SchedulingManifest Scheduling(YamlSection root)
    {
        var section = root.Section("scheduling", "instances", "threads_per_instance", "max_delay_ms", "max_wait_ms");
        var wait = section.Has("max_wait_ms") ? section.Number("max_wait_ms", 0, 600_000) : UsualWait;
        return new(
            section.Integer("instances", 0, 64),
            section.Integer("threads_per_instance", 0, 64),
            TimeSpan.FromMilliseconds(section.Number("max_delay_ms", 0, 1000)),
            wait > 0 ? TimeSpan.FromMilliseconds(wait) : null);
    }
}
