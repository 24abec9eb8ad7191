using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Classifier.Imaging;
using Classifier.Imaging.Decoding;

namespace Classifier.Benchmarks.Scan;

/// <summary>
/// <c>-- scan [--files 10000] [--rounds 3] [--tree DIR]</c>: the real program over a planted tree, beside decoding the same pictures and
/// nothing else. Decoding goes before and after each scan, for other work runs on the machine; the medians of the rounds count. A tree that
/// is named is written where it is missing, and kept.
/// </summary>
internal static class ScanBenchmark
{
    private const int ShrinkTo = 512;

    // USER_HZ, the same on every Linux that .NET runs on.
    private const double TicksASecond = 100;

    public static async Task<int> MainAsync(string[] args)
    {
        if (SourcePhotos.Folder is null)
        {
            Console.Error.WriteLine(SourcePhotos.Missing);
            return 2;
        }

        var files = int.Parse(Search.SearchRun.Option(args, "--files") ?? "10000", CultureInfo.InvariantCulture);
        var rounds = int.Parse(Search.SearchRun.Option(args, "--rounds") ?? "3", CultureInfo.InvariantCulture);
        var folder = Directory.CreateTempSubdirectory("classifier-scan-bench-").FullName;
        try
        {
            var tree = Search.SearchRun.Option(args, "--tree") ?? Path.Combine(folder, "tree");
            var sources = SourcePhotos.Of("train").Concat(SourcePhotos.Of("train-web")).ToList();
            if (!Directory.Exists(tree)) PlantedTree.Write(tree, sources, files);
            var all = Directory.GetFiles(tree, "*", SearchOption.AllDirectories);
            var planted = all.Count(f => PlantedTree.Read(f).Edit == PlantedTree.Exact);
            var distinct = all.Where(f => PlantedTree.Read(f).Edit != PlantedTree.Exact).Order(StringComparer.Ordinal).ToArray();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{all.Length} files, {distinct.Length} contents, {new DirectoryInfo(tree).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length) / 1e6:0} MB; {sources.Count} origins, {planted} of them planted {PlantedTree.Planted} times; {Environment.ProcessorCount} cores"));

            var (ratios, shares) = (new List<double>(), new List<double>());
            var before = await DecodeOnlyAsync(distinct);
            Say(before);
            JsonElement scan = default;
            for (var round = 0; round < rounds; round++)
            {
                File.Delete(Path.Combine(folder, "index"));
                (scan, var peak, var cpu) = await ScanAsync(tree, Path.Combine(folder, "index"));
                var rate = scan.GetProperty("images_per_s").GetDouble();
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"scan                 {rate:0} pictures/s fingerprinted, {scan.GetProperty("seconds").GetDouble():0.0} s in all, {cpu:0.0} s of CPU, peak memory {peak / 1e6:0} MB"));
                var after = await DecodeOnlyAsync(distinct);
                Say(after);
                ratios.Add(rate / ((before.Rate + after.Rate) / 2));
                shares.Add((before.CpuSeconds + after.CpuSeconds) / 2 / cpu);
                before = after;
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"scan / decode only   {Median(ratios):0.00} of its pictures/s (target 0.90; rounds {Listed(ratios)})"));
            // On a busy machine only this says something: all of the scan, start and grouping included, against decoding alone.
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"decode only / scan   {Median(shares):0.00} of its CPU, start, walk, BLAKE3 and grouping included (rounds {Listed(shares)})"));
            var (again, _, _) = await ScanAsync(tree, Path.Combine(folder, "index"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"second scan          {again.GetProperty("seconds").GetDouble():0.0} s, {again.GetProperty("reused").GetInt32()} contents known"));
            Console.WriteLine($"skipped              {scan.GetProperty("skipped").GetArrayLength()}");
            PlantedReport.Print(scan, planted);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static void Say((double Rate, double CpuSeconds) decoding) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"decode only          {decoding.Rate:0} pictures/s, {decoding.CpuSeconds:0.0} s of CPU"));

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string Listed(List<double> values) => string.Join(", ", values.Select(value => value.ToString("0.00", CultureInfo.InvariantCulture)));

    private static async Task<(double Rate, double CpuSeconds)> DecodeOnlyAsync(string[] files)
    {
        var decoder = new VipsDecoder(new ImagingOptions());
        var request = DecodeRequest.Stored with { ShrinkTo = ShrinkTo };
        var time = Stopwatch.StartNew();
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        await Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (file, token) =>
        {
            using var decoded = await decoder.DecodeAsync(File.ReadAllBytes(file), request, token);
        });
        var rate = files.Length / time.Elapsed.TotalSeconds;
        return (rate, (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds);
    }

    private static async Task<(JsonElement Document, long PeakBytes, double CpuSeconds)> ScanAsync(string tree, string index)
    {
        using var program = Process.Start(new ProcessStartInfo("dotnet", ["exec", Checkout.Cli, "scan", tree, "--index", index, "--json"]) { RedirectStandardOutput = true })!;
        var output = program.StandardOutput.ReadToEndAsync();
        long peak = 0;
        var cpu = ChildrenCpuSeconds();
        while (!program.HasExited)
        {
            program.Refresh();
            peak = Math.Max(peak, program.PeakWorkingSet64);
            await Task.WhenAny(program.WaitForExitAsync(), Task.Delay(100));
        }

        if (program.ExitCode != 0) throw new InvalidOperationException($"scan ended with {program.ExitCode}.");
        return (JsonDocument.Parse(await output).RootElement, peak, ChildrenCpuSeconds() - cpu);
    }

    // Of ended programs and the workers that they waited for: cutime and cstime, the 14th and 15th field behind the name.
    private static double ChildrenCpuSeconds()
    {
        var stat = File.ReadAllText("/proc/self/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[13..15].Sum(ticks => long.Parse(ticks, CultureInfo.InvariantCulture)) / TicksASecond;
    }
}
