using Classifier.Cli.Shell;
using Classifier.V1;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Classifier.Cli.Load.Profiles;

/// <summary>Reads a profile from YAML.</summary>
internal static class ProfileReader
{
    /// <summary>More would not fit into memory with what is kept of each.</summary>
    public const double MostArrivals = 5e6;

    private static readonly string[] ProfileKeys =
    [
        "description", "seed", "tasks", "content", "items", "in_flight", "attempts", "deadline", "images", "calibration", "tenants", "phases", "thresholds",
    ];

    private static readonly string[] PhaseKeys =
        ["name", "for", "shape", "arrivals", "rate", "capacity", "to", "period", "steps", "weights", "trace", "speed"];

    /// <param name="file">Named in errors.</param>
    /// <exception cref="CliException">Not a valid profile (2).</exception>
    public static LoadProfile Read(string name, string file, string yaml)
    {
        var map = new YamlMap(file, "", Document(file, yaml), ProfileKeys);
        var deadline = map.Duration("deadline") ?? TimeSpan.FromSeconds(5);
        var tenants = map.List("tenants").Select(t => Tenant(file, t.Path, t.Node, deadline)).ToArray();
        if (tenants.Length == 0) tenants = [new() { Name = "default", Deadline = deadline }];
        var names = tenants.Select(t => t.Name).ToArray();
        if (names.Distinct().Count() < names.Length) throw map.Wrong("tenants", "have the same name twice");
        if (tenants.All(t => t.Weight == 0)) throw map.Wrong("tenants", "all have no weight");
        var phases = map.List("phases").SelectMany(p => Phases(file, p.Path, p.Node, names)).ToArray();
        if (phases.Length == 0) throw map.Wrong("phases", "are missing");
        if (phases.Select(p => p.Name).Distinct().Count() < phases.Length) throw map.Wrong("phases", "have the same name twice");
        var otherwise = new LoadProfile { Name = name, Phases = phases };
        return otherwise with
        {
            Description = map.Text("description") ?? "",
            Seed = map.Whole("seed", 0, int.MaxValue) ?? otherwise.Seed,
            Tasks = map.Has("tasks") ? map.Words("tasks") : otherwise.Tasks,
            Content = map.Word("content", otherwise.Content),
            Items = map.Whole("items", 1, 100_000) ?? otherwise.Items,
            InFlight = map.Whole("in_flight", 1, 100_000) ?? otherwise.InFlight,
            Attempts = map.Whole("attempts", 1, 10) ?? otherwise.Attempts,
            Images = Images(file, map.Node("images")),
            Calibration = Calibration(file, map.Node("calibration")),
            Tenants = tenants,
            Thresholds = map.Words("thresholds"),
        };
    }

    private static YamlNode Document(string file, string yaml)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            return stream.Documents.Count == 1 ? stream.Documents[0].RootNode : throw CliException.Usage($"{file}: the profile must be one YAML document.");
        }
        catch (YamlException e)
        {
            throw CliException.Usage($"{file}: line {e.Start.Line} is not YAML: {e.Message.ReplaceLineEndings(" ")}");
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException)
        {
            // What else the library throws: of a key that appears twice, and of its scanner's inner checks on broken text.
            throw CliException.Usage($"{file}: the profile is not YAML, or a key appears in it twice.");
        }
    }

    private static CalibrationPlan Calibration(string file, YamlNode? node)
    {
        var otherwise = new CalibrationPlan();
        if (node is null) return otherwise;
        var map = new YamlMap(file, "calibration", node, "for", "callers");
        return new() { For = map.Duration("for") ?? otherwise.For, Callers = map.Whole("callers", 1, 1024) ?? otherwise.Callers };
    }

    private static ImagePlan Images(string file, YamlNode? node)
    {
        var otherwise = new ImagePlan();
        if (node is null) return otherwise;
        var map = new YamlMap(file, "images", node, "share", "tasks");
        var tasks = map.Has("tasks") ? map.Words("tasks") : otherwise.Tasks;
        return new() { Share = map.Number("share", 0, 1) ?? otherwise.Share, Tasks = tasks.Count > 0 ? tasks : throw map.Wrong("tasks", "are missing") };
    }

    private static TenantPlan Tenant(string file, string path, YamlNode node, TimeSpan deadline)
    {
        var map = new YamlMap(file, path, node, "name", "weight", "priority", "deadline", "attacks");
        var name = map.RequiredText("name");
        if (name.Length > 64 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'))
            throw map.Wrong("name", "must be 1 to 64 characters of A-Z, a-z, 0-9, '.', '_' and '-'");
        var priority = map.Word("priority", Priority.Interactive);
        return new()
        {
            Name = name,
            Weight = map.Number("weight", 0, 1e6) ?? 1,
            Priority = priority == Priority.Unspecified ? throw map.Wrong("priority", "must be interactive or batch") : priority,
            Deadline = map.Duration("deadline") ?? deadline,
            Attacks = map.Number("attacks", 0, 1),
        };
    }

    private static IEnumerable<PhasePlan> Phases(string file, string path, YamlNode node, string[] tenants)
    {
        var map = new YamlMap(file, path, node, PhaseKeys);
        var shape = map.Word("shape", PhaseShape.Constant);
        var relative = map.Has("capacity");
        if (shape != PhaseShape.Trace && relative == map.Has("rate")) throw map.Wrong("", "needs either a rate (items a second) or a capacity (such as 1.0x)");
        if (shape == PhaseShape.Trace && (relative || map.Has("rate"))) throw map.Wrong("", "is a trace: its rate is recorded");
        var moves = shape is PhaseShape.Ramp or PhaseShape.Steps or PhaseShape.Sawtooth;
        if (moves != map.Has("to")) throw map.Wrong("to", moves ? "is missing" : $"has no meaning with shape {shape.ToString().ToLowerInvariant()}");
        var rate = new Rate((relative ? map.Multiple("capacity") : map.Number("rate", 0, 1e6)) ?? 0, relative);
        var phase = new PhasePlan
        {
            Name = map.RequiredText("name"),
            For = map.Duration("for") ?? throw map.Wrong("for", "is missing"),
            Shape = shape,
            Arrivals = map.Word("arrivals", Arrivals.Poisson),
            Rate = rate,
            To = (relative ? map.Multiple("to") : map.Number("to", 0, 1e6)) ?? rate.Value,
            Period = map.Duration("period") ?? (shape == PhaseShape.Sawtooth ? throw map.Wrong("period", "is missing") : default),
            Steps = map.Whole("steps", 2, 100) ?? (shape == PhaseShape.Steps ? throw map.Wrong("steps", "is missing") : 1),
            Weights = map.Numbers("weights", tenants),
            Trace = shape == PhaseShape.Trace ? map.RequiredText("trace") : null,
            Speed = map.Number("speed", 0.001, 1000) ?? 1,
        };
        if (!relative && Math.Max(rate.Value, phase.To) * phase.For.TotalSeconds > MostArrivals) throw map.Wrong("", "has too many arrivals; at most 5 million");
        if (phase.Weights.Count > 0 && phase.Weights.Count == tenants.Length && phase.Weights.Values.All(w => w == 0)) throw map.Wrong("weights", "leave nobody");
        return shape == PhaseShape.Steps ? Split(phase) : [phase];
    }

    /// <summary>Every step is a phase of its own, so that each has its own figures.</summary>
    private static IEnumerable<PhasePlan> Split(PhasePlan phase)
    {
        for (var i = 0; i < phase.Steps; i++)
        {
            var value = phase.Rate.Value + (phase.To - phase.Rate.Value) * i / (phase.Steps - 1);
            yield return phase with
            {
                Name = $"{phase.Name} {i + 1}",
                For = phase.For / phase.Steps,
                Shape = PhaseShape.Constant,
                Rate = phase.Rate with { Value = value },
                To = value,
            };
        }
    }
}
