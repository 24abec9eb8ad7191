using Classifier.Core;

namespace Classifier.Inference.Manifests;

/// <summary>What <c>models/&lt;name&gt;/&lt;version&gt;/manifest.yaml</c> says, validated.</summary>
public sealed record ModelManifest
{
    public required ModelId Id { get; init; }

    /// <summary>The kind of graph, for example <c>packed-encoder</c>: how inputs are built.</summary>
    public required string Family { get; init; }

    /// <summary>Whether it may be used commercially.</summary>
    public required ModelLicence Licence { get; init; }

    /// <summary>Names of the logits, in the graph's order, each with its calibration.</summary>
    public required IReadOnlyList<ModelOutput> Outputs { get; init; }

    public required IReadOnlyList<TaskManifest> Tasks { get; init; }

    /// <summary>The graphs, best first; the first that fits the provider and processor is taken.</summary>
    public required IReadOnlyList<ModelVariant> Variants { get; init; }

    /// <summary>The graphs of an image model; empty for other families, whose only graph is in <see cref="Variants"/>.</summary>
    public IReadOnlyList<ImageGraphManifest> Graphs { get; init; } = [];

    /// <summary>How pictures are cut for an image model that answers tasks; null for all others.</summary>
    public CropsManifest? Crops { get; init; }

    /// <summary>How logos are told from each other; null for models of other families.</summary>
    public LogoManifest? Logo { get; init; }

    /// <summary>Other files (tokeniser, weights) by the role they play.</summary>
    public required IReadOnlyDictionary<string, ModelFile> Files { get; init; }

    /// <summary>Of text; zero for image models, as <see cref="Limits"/> is: theirs stand with each graph.</summary>
    public required WindowManifest Window { get; init; }
    public required LimitsManifest Limits { get; init; }
    public required SchedulingManifest Scheduling { get; init; }
    public required PolicyManifest Policy { get; init; }

    /// <summary>Known logits that a graph has to give before it is trusted; null where the model has none.</summary>
    public GoldenManifest? Golden { get; init; }

    /// <summary>The folder that the paths are relative to.</summary>
    public required string Directory { get; init; }
}

public enum ModelLicence
{
    Permissive,
    ResearchOnly,
}

/// <summary>One logit of the graph.</summary>
/// <param name="Name">For example <c>injection_indirect</c>.</param>
/// <param name="Calibration">Makes its logit a probability.</param>
public sealed record ModelOutput(string Name, Calibration Calibration);

/// <summary>Platt scaling: probability = 1 / (1 + exp(-(slope · logit + offset))). Platt, 1999.</summary>
public sealed record Calibration(double Slope, double Offset)
{
    public static Calibration None { get; } = new(1, 0);

    public Score Apply(double logit) => new(1 / (1 + Math.Exp(-(Slope * logit + Offset))));
}

/// <summary>How a task is answered.</summary>
/// <param name="Label">The positive label, for example <c>injection</c>.</param>
/// <param name="Heads">For each direction; all three are present.</param>
/// <param name="Otherwise">The answer below all thresholds, for example <c>real</c>.</param>
/// <param name="OnRequest">Only those who name the task get it, not those who name none.</param>
public sealed record TaskManifest(
    TaskKind Task, string Label, IReadOnlyDictionary<Direction, TaskHead> Heads, string Otherwise = TaskManifest.None, bool OnRequest = false)
{
    public const string None = "none";

    /// <summary>The answer inside the uncertain band.</summary>
    public const string Uncertain = "uncertain";

    /// <summary>The answer that a score stands for.</summary>
    public string Answer(Score score, Thresholds thresholds) =>
        score >= thresholds.Flag ? Label : score >= thresholds.Uncertain ? Uncertain : Otherwise;
}

/// <summary>The outputs whose highest calibrated score answers a task in one direction.</summary>
/// <param name="Outputs">Indices into <see cref="ModelManifest.Outputs"/>; at least one, but none for the family <c>logo</c>, whose score is made of a comparison.</param>
public sealed record TaskHead(IReadOnlyList<int> Outputs, Thresholds Thresholds);

/// <summary>A file of the model with the checksum that is verified at load.</summary>
/// <param name="Path">Relative to the manifest's folder.</param>
/// <param name="Sha256">64 lower-case hex digits; null only for the graph of a built variant or a golden file that names none.</param>
public sealed record ModelFile(string Path, string? Sha256);

/// <summary>A graph for one kind of machine.</summary>
/// <param name="Name">For example <c>cpu-int8</c>.</param>
/// <param name="Provider"><c>cpu</c> or <c>cuda</c>.</param>
/// <param name="Requires">Processor features it needs, for example <c>vnni</c>; empty for none.</param>
/// <param name="Built">True when it is not committed but built from the weights into the data directory.</param>
public sealed record ModelVariant(string Name, string Provider, IReadOnlyList<string> Requires, ModelFile Graph, bool Built);

/// <summary>How long text is cut.</summary>
/// <param name="Tokens">Pieces in a window, without the start and end tokens.</param>
/// <param name="Overlap">Pieces that neighbouring windows share.</param>
public sealed record WindowManifest(int Tokens, int Overlap);

/// <summary>Bounds of a batch.</summary>
/// <param name="MaxLength">Longest sequence, start and end tokens included.</param>
/// <param name="MaxBatchItems">Most sequences in a batch.</param>
/// <param name="TokenBudget">Most tokens in a batch.</param>
/// <param name="Buckets">Padded lengths, ascending; the last equals <paramref name="MaxLength"/>.</param>
/// <param name="Vocabulary">Number of token ids; an id beyond it is refused before it can fail a batch. Null leaves that to the graph.</param>
public sealed record LimitsManifest(int MaxLength, int MaxBatchItems, int TokenBudget, IReadOnlyList<int> Buckets, int? Vocabulary = null);

/// <summary>How it is run.</summary>
/// <param name="Instances">Sessions; 0 for one a core that is free for it.</param>
/// <param name="ThreadsPerInstance">Threads inside a run; 0 for as many as go with <paramref name="Instances"/>.</param>
/// <param name="MaxDelay">Longest wait for company.</param>
/// <param name="MaxWait">Interactive work that would wait longer for its turn is refused at once; null for no bound.</param>
public sealed record SchedulingManifest(int Instances, int ThreadsPerInstance, TimeSpan MaxDelay, TimeSpan? MaxWait = null);

/// <summary>What follows when it cannot answer.</summary>
/// <param name="OnError">The decision for a task whose model failed: Review or Block is fail-closed, Allow fail-open.</param>
public sealed record PolicyManifest(Decision OnError);

/// <summary>Known logits, one JSON object a line: <c>{"ids":[…],"logits":[…]}</c>, logits in the order of the outputs.</summary>
/// <param name="Tolerance">For each variant the largest distance of a logit from the known one.</param>
public sealed record GoldenManifest(ModelFile File, IReadOnlyDictionary<string, double> Tolerance);
