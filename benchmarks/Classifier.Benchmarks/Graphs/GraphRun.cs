using System.Globalization;
using Classifier.Benchmarks.EndToEnd;
using Classifier.ModelBuilder;

namespace Classifier.Benchmarks.Graphs;

/// <summary>
/// Speed of the CPU graphs on one thread, and of one two-thread session against two one-thread callers. Graphs take turns in every
/// round and medians are printed, so that a noisy machine hits all alike. Needs two cores.
/// </summary>
internal static class GraphRun
{
    private const int Rounds = 7;
    private const double Seconds = 0.8;
    private static readonly GraphTarget[] Targets = [GraphTarget.CpuInt8, GraphTarget.CpuInt8Avx2, GraphTarget.CpuFp32];

    private static readonly (string Name, int[] Lengths)[] Shapes =
    [
        ("8 x 32", Repeat(8, 32)), ("32 x 32", Repeat(32, 32)), ("8 x 128", Repeat(8, 128)),
        ("16 of 8 to 120", [.. Enumerable.Range(0, 16).Select(i => 8 + i * 112 / 15)]),
    ];

    public static int Run()
    {
        var folder = Directory.CreateTempSubdirectory("classifier-graphs-").FullName;
        try
        {
            var paths = Targets.ToDictionary(t => t.Name(), t => ModelBuild.Build(Path.Combine(Checkout.Model, "weights"), t, Path.Combine(folder, t.Name() + ".onnx")).Path);
            Compare("texts/s, one thread", paths.Select(p => (p.Key, Opened: new BareRuntime(p.Value), Callers: 1)).ToArray());
            var graph = paths[GraphTarget.CpuInt8.Name()];
            Compare("texts/s, cpu-int8", [("1 session, 2 threads", new BareRuntime(graph, 2), 1), ("2 callers, 1 thread each", new BareRuntime(graph), 2)]);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Prints a row a shape; the ratio is to the first column, the median over the rounds.</summary>
    private static void Compare(string title, (string Name, BareRuntime Runtime, int Callers)[] contenders)
    {
        Console.WriteLine($"{title,-24}" + string.Concat(contenders.Select(c => $"{c.Name,28}")));
        foreach (var (shape, lengths) in Shapes)
        {
            var rounds = Enumerable.Range(0, Rounds).Select(_ => contenders.Select(c => TextsPerSecond(c.Runtime, c.Callers, lengths)).ToArray()).ToArray();
            var cells = contenders.Select((_, i) => string.Create(
                CultureInfo.InvariantCulture, $"{Median(rounds.Select(r => r[i])):0.0} ({Median(rounds.Select(r => r[i] / r[0])):0.00})"));
            Console.WriteLine($"{shape,-24}" + string.Concat(cells.Select(c => $"{c,28}")));
        }
        foreach (var contender in contenders) contender.Runtime.Dispose();
    }

    private static double TextsPerSecond(BareRuntime runtime, int callers, int[] lengths)
    {
        var batch = lengths.Select(n => Enumerable.Range(0, n).Select(i => 4 + i * 37 % 60_000).ToArray()).ToArray();
        var tokens = new double[callers];
        Parallel.For(0, callers, new ParallelOptions { MaxDegreeOfParallelism = callers }, c => tokens[c] = runtime.Measure([batch], Seconds).TokensPerSecond);
        return tokens.Sum() / lengths.Sum() * lengths.Length;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    private static int[] Repeat(int count, int length) => [.. Enumerable.Repeat(length, count)];
}
