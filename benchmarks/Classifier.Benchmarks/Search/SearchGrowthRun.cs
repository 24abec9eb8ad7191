using System.Globalization;
using Classifier.Fingerprint;
using Classifier.Fingerprint.Duplicates;
using Classifier.Fingerprint.Index;

namespace Classifier.Benchmarks.Search;

/// <summary>
/// How search and all pairs grow with the number of codes, on one thread: processor time at several sizes, as lines and as a plot.
/// One code in twenty lies 20 bits from another, so that there are duplicates to find.
/// </summary>
internal static class SearchGrowthRun
{
    private const int Radius = 31;
    private const int BatchSize = 256;
    private static readonly string[] Usual = ["1k", "3k", "10k", "30k", "100k", "300k", "1M"];

    /// <summary><c>--n 10k,100k,1M</c>, <c>--plot FILE.svg</c>.</summary>
    public static async Task<int> MainAsync(string[] args)
    {
        var points = new List<SearchGrowthPoint>();
        foreach (var size in SearchRun.Option(args, "--n")?.Split(',') ?? Usual)
        {
            var point = await MeasureAsync(SearchRun.Count(size));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{point.Codes,10:N0} codes: batch of 256 {point.Batch * 1e3:0.00} ms, single query {point.Single * 1e3:0.000} ms, all pairs {point.Pairs * 1e3:0.0} ms ({point.Found} found, {point.PairsPerSecond / 1e9:0.00} G pairs/s)"));
            points.Add(point);
            // Each time, so that a run that is ended leaves what it has.
            if (SearchRun.Option(args, "--plot") is { } file) SearchGrowthPlot.Save(points, file);
        }

        return 0;
    }

    private static async Task<SearchGrowthPoint> MeasureAsync(int count)
    {
        var random = new Random(6);
        var codes = new Hash256[count];
        for (var i = 0; i < count; i++) codes[i] = i % 20 == 19 ? SearchRun.Near(codes[random.Next(i)], random) : SearchRun.Draw(random);
        var queries = new Hash256[BatchSize];
        for (var i = 0; i < BatchSize; i++) queries[i] = i % 2 == 0 ? SearchRun.Near(codes[random.Next(count)], random) : SearchRun.Draw(random);
        var folder = Directory.CreateTempSubdirectory("fingerprint-growth-").FullName;
        try
        {
            using var index = FingerprintIndex.Open(folder, new IndexOptions { SearchThreads = 1, MultiIndexFrom = 1 });
            await index.ImportAsync(codes.Select((code, i) => new IndexEntry((ulong)i, code, default)));
            var batch = SearchRun.Time(() => index.Search(queries, Radius)).Cpu;
            var each = 0;
            var single = SearchRun.Time(() => index.Search([queries[each++ % BatchSize]], Radius)).Cpu;
            var found = 0;
            var pairs = SearchRun.Time(() =>
            {
                found = 0;
                NearPairs.Among(codes, Radius, (_, _) => found++);
            }).Cpu;
            return new SearchGrowthPoint(count, batch, single, pairs, found);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

/// <summary>Seconds of processor time at a size.</summary>
/// <param name="Batch">256 queries within radius 31.</param>
/// <param name="Single">One query within radius 31.</param>
/// <param name="Pairs">All pairs within radius 31.</param>
internal sealed record SearchGrowthPoint(int Codes, double Batch, double Single, double Pairs, int Found)
{
    public double PairsPerSecond => (double)Codes * (Codes - 1) / 2 / Pairs;
}
