using System.Diagnostics;
using System.Globalization;
using Classifier.Fingerprint;
using Classifier.Fingerprint.Index;

namespace Classifier.Benchmarks.Search;

/// <summary>
/// Exact search over random 256-bit codes, on one thread: batches of 256 queries, single queries, nearest ten. Half of the queries
/// lie 20 bits from a code of the index, half are strangers. Processor time is what the figures are made of, since others may
/// use the machine; wall time stands beside it.
/// </summary>
internal static class SearchRun
{
    private const int BatchSize = 256;
    private const int Radius = 31;
    private const int NearBits = 20;

    /// <summary><c>--n 10M</c> (100k, 1M, 10M or a number) and <c>--folder DIR</c> (a new temporary one).</summary>
    public static async Task<int> MainAsync(string[] args)
    {
        var count = Count(Option(args, "--n") ?? "1M");
        var folder = Option(args, "--folder") ?? Directory.CreateTempSubdirectory("fingerprint-search-").FullName;
        var random = new Random(6);
        var codes = new Hash256[count];
        for (var i = 0; i < count; i++) codes[i] = Draw(random);
        var queries = new Hash256[BatchSize];
        for (var i = 0; i < BatchSize; i++) queries[i] = i % 2 == 0 ? Near(codes[random.Next(count)], random) : Draw(random);

        var clock = Stopwatch.StartNew();
        using (var index = Open(folder, int.MaxValue))
        {
            await index.ImportAsync(codes.Select((code, i) => new IndexEntry((ulong)i, code, default)));
            Print("import", "{0:0.0} s for {1} codes, {2:0} MB on disk", clock.Elapsed.TotalSeconds, count, new DirectoryInfo(folder).GetFiles().Sum(f => f.Length) / 1e6);
        }

        codes = [];
        using (var scan = Measured("open, scan only", () => Open(folder, int.MaxValue)))
        {
            Batches(scan, queries, count, Radius);
            Batches(scan, queries, count, 60);
            Nearest(scan, queries, count);
            Singles(scan, queries, "single query, scan");
        }

        using var tables = Measured("open, with tables", () => Open(folder, 1));
        Singles(tables, queries, "single query, tables or scan");
        return 0;
    }

    private static FingerprintIndex Open(string folder, int tablesFrom) =>
        FingerprintIndex.Open(folder, new IndexOptions { SearchThreads = 1, MultiIndexFrom = tablesFrom });

    private static FingerprintIndex Measured(string what, Func<FingerprintIndex> open)
    {
        Collect();
        var before = Resident();
        var clock = Stopwatch.StartNew();
        var index = open();
        var seconds = clock.Elapsed.TotalSeconds;
        Collect();
        Print(what, "{0:0.00} s, {1:0} MB more resident", seconds, (Resident() - before) / 1e6);
        return index;
    }

    private static void Batches(FingerprintIndex index, Hash256[] queries, int count, int radius)
    {
        var hits = 0;
        var (cpu, wall) = Time(() => hits = index.Search(queries, radius).Sum(found => found.Length));
        Print($"batch of 256, radius {radius}", "{0:0.00} G comparisons/s of processor time ({1:0.00} of wall), {2:0.0} ms a batch, {3} hits",
            (double)count * queries.Length / cpu / 1e9, (double)count * queries.Length / wall / 1e9, cpu * 1e3, hits);
    }

    private static void Nearest(FingerprintIndex index, Hash256[] queries, int count)
    {
        var (cpu, wall) = Time(() => index.Nearest(queries, 10));
        Print("batch of 256, nearest ten", "{0:0.00} G comparisons/s of processor time ({1:0.00} of wall), {2:0.0} ms a batch",
            (double)count * queries.Length / cpu / 1e9, (double)count * queries.Length / wall / 1e9, cpu * 1e3);
        var each = 0;
        (cpu, wall) = Time(() => index.Nearest([queries[each++ % queries.Length]], 10));
        Print("single query, nearest ten", "{0:0.00} ms of processor time ({1:0.00} of wall)", cpu * 1e3, wall * 1e3);
    }

    private static void Singles(FingerprintIndex index, Hash256[] queries, string what)
    {
        var each = 0;
        var (cpu, wall) = Time(() => index.Search([queries[each++ % queries.Length]], Radius));
        Print(what + ", radius 31", "{0:0.000} ms of processor time ({1:0.000} of wall)", cpu * 1e3, wall * 1e3);
    }

    // Repeats for a second and a half after a warm-up; means, since processor time has no percentiles.
    internal static (double Cpu, double Wall) Time(Action action)
    {
        var first = Stopwatch.StartNew();
        action();
        var slow = first.Elapsed.TotalSeconds > 5;
        for (var warm = Stopwatch.StartNew(); !slow && warm.ElapsedMilliseconds < 300;) action();
        var (runs, clock, cpu) = (0, Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        for (; runs < (slow ? 1 : 3) || clock.ElapsedMilliseconds < 1500; runs++) action();
        return ((Environment.CpuUsage.TotalTime - cpu).TotalSeconds / runs, clock.Elapsed.TotalSeconds / runs);
    }

    internal static Hash256 Draw(Random random)
    {
        Span<ulong> words = stackalloc ulong[4];
        random.NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(words));
        return Hash256.FromWords(words);
    }

    internal static Hash256 Near(Hash256 code, Random random)
    {
        Span<ulong> words = stackalloc ulong[4];
        code.CopyTo(words);
        for (var i = 0; i < NearBits; i++)
        {
            var bit = random.Next(256);
            words[bit >> 6] ^= 1UL << bit;
        }

        return Hash256.FromWords(words);
    }

    private static void Collect()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
    }

    private static long Resident() =>
        long.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;

    internal static int Count(string text) => text[^1] switch
    {
        'k' => int.Parse(text[..^1], CultureInfo.InvariantCulture) * 1000,
        'M' => int.Parse(text[..^1], CultureInfo.InvariantCulture) * 1_000_000,
        _ => int.Parse(text, CultureInfo.InvariantCulture),
    };

    internal static string? Option(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);
        return at < 0 ? null : args[at + 1];
    }

    private static void Print(string what, string format, params object[] values) =>
        Console.WriteLine($"{what,-40} {string.Format(CultureInfo.InvariantCulture, format, values)}");
}
