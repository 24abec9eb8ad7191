using Classifier.Core;

namespace Classifier.ModelBuilder;

/// <summary>The files that a graph is built from.</summary>
/// <param name="FineTuned">All that fine-tuning changed; overrides <paramref name="Base"/>.</param>
/// <param name="Base">The rest: the word embeddings.</param>
/// <param name="Ranges">Activation ranges from calibration; the int8 targets need them.</param>
public sealed record WeightFiles(string FineTuned, string Base, string Ranges)
{
    public const string FineTunedName = "finetuned.q8.safetensors";
    public const string BaseName = "base.q4.safetensors";
    public const string RangesName = "ranges.safetensors";

    /// <summary>JSON Lines of token ids that a refresh takes the ranges from.</summary>
    public const string CalibrationName = "calibration.jsonl";

    /// <summary>The files of a folder, under their usual names.</summary>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: there is no such folder.</exception>
    public static WeightFiles In(string directory)
    {
        if (!Directory.Exists(directory)) throw new ClassifierException(ErrorKind.Configuration, "The weights folder does not exist.", "weights");
        return new WeightFiles(Path.Combine(directory, FineTunedName), Path.Combine(directory, BaseName), Path.Combine(directory, RangesName));
    }
}
