using Classifier.Training.Text.Generate;

namespace Classifier.Training.Text.Data;

/// <summary>All examples of a run: files that the licence allows and the generated ones, split by group.</summary>
internal sealed class Corpus
{
    /// <summary>Enough for an AUC a source without validation taking long.</summary>
    private const int ValidationRowsPerSource = 160;

    private readonly List<(Example Example, double Share)> _train = [];

    public Corpus(Options options)
    {
        var validation = new List<Example>();
        var random = new Random(options.Seed);
        foreach (var (example, share) in Files(options).Concat(Generated(options)))
        {
            if (Split.IsValidation(example))
            {
                validation.Add(example);
            }
            else
            {
                _train.Add((example, share));
            }
        }

        Validation = [.. validation.GroupBy(e => e.Source).OrderBy(g => g.Key, StringComparer.Ordinal).SelectMany(g => Thin(g.ToArray(), random))];
    }

    public IReadOnlyList<Example> Validation { get; }

    public int TrainRows => _train.Count;

    /// <summary>One epoch's draw: each row as often as its source's share says, some short attacks obfuscated.</summary>
    public List<Example> Epoch(int seed)
    {
        var random = new Random(seed);
        var drawn = new List<Example>();
        foreach (var (example, share) in _train)
        {
            var times = (int)share + (random.NextDouble() < share - (int)share ? 1 : 0);
            for (var i = 0; i < times; i++)
            {
                drawn.Add(Obfuscation.Maybe(example, random));
            }
        }

        return drawn;
    }

    private static IEnumerable<(Example, double)> Files(Options options)
    {
        foreach (var source in Sources.All.Where(s => !options.Permissive || s.ResearchOnly is null))
        {
            var injection = source.File.StartsWith("injection", StringComparison.Ordinal);
            foreach (var row in Row.Read(Path.Combine(options.Data, source.File + ".jsonl.gz")))
            {
                var example = injection
                    ? LabelRules.Injection(row, source)
                    : LabelRules.Toxicity(row, source, Split.Hash(row.Text) % 10 == 1);

                // From the base there is more to learn and more time: whole files, not what moves the targets most.
                // From the checkpoint, --replay says how much of the old material keeps it from forgetting.
                yield return (example, options.FromBase ? Math.Max(source.Share, injection ? 1 : 0.6) : source.Share * options.Real("replay", 1));
            }
        }
    }

    private static IEnumerable<(Example, double)> Generated(Options options)
    {
        var random = new Random(options.Seed);
        return ToolOutputs.Make(random)
            .Concat(PlantedDocuments.Make(random, options))
            .Concat(HardBenign.Make(random))
            .Concat(HateContrasts.Make(random))
            .Select(e => (e, 1.0));
    }

    private static Example[] Thin(Example[] rows, Random random)
    {
        random.Shuffle(rows);
        return rows.Length <= ValidationRowsPerSource ? rows : rows[..ValidationRowsPerSource];
    }
}
