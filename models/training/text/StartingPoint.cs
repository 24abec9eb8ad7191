namespace Classifier.Training.Text;

/// <summary>What a run starts from.</summary>
internal static class StartingPoint
{
    extension(Options options)
    {
        /// <summary>A permissive model may not inherit from weights that saw research-only data.</summary>
        public bool FromBase => options.Text("start", "base") switch
        {
            "base" => true,
            "checkpoint" when options.Permissive => throw new ArgumentException("--licence permissive starts from the base: finetuned.q8 has seen research-only data"),
            "checkpoint" => false,
            var other => throw new ArgumentException($"--start is base or checkpoint, not {other}"),
        };
    }
}
