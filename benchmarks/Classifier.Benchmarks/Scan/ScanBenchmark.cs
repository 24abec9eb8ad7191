using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Classifier.Imaging;
using Classifier.Imaging.Decoding;

namespace Classifier.Benchmarks.Scan;

/// <summary><c>-- scan [--files 10000]</c>: the real program over a planted tree, beside decoding the same pictures and nothing else.</summary>
internal static class ScanBenchmark
{
    private const int ShrinkTo = 512;

    public static async Task<int> MainAsync(string[] args)
    {
        if (SourcePhotos.Folder is null)
        {
            Console.Error.WriteLine(SourcePhotos.Missing);
            return 2;
        }

        var files = args is ["--files", var n, ..] ? int.Parse(n, CultureInfo.InvariantCulture) : 10_000;
        var folder = Directory.CreateTempSubdirectory("classifier-scan-bench-").FullName;
        try
        {
            var tree = Path.Combine(folder, "tree");
            var sources = SourcePhotos.Of("train").Concat(SourcePhotos.Of("train-web")).ToList();
            var planted = PlantedTree.Write(tree, sources, files);
            var all = Directory.GetFiles(tree, "*", SearchOption.AllDirectories);
            var distinct = all.Where(f => PlantedTree.Read(f).Edit != PlantedTree.Exact).Order(StringComparer.Ordinal).ToArray();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{all.Length} files, {distinct.Length} contents, {new DirectoryInfo(tree).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length) / 1e6:0} MB; {sources.Count} origins, {planted} of them planted {PlantedTree.Planted} times; {Environment.ProcessorCount} cores"));

            // Before and after, for other work runs on the machine.
            var before = await DecodeOnlyAsync(distinct);
            var (scan, peak, cpu) = await ScanAsync(tree, Path.Combine(folder, "index"));
            var after = await DecodeOnlyAsync(distinct);
            var (again, _, _) = await ScanAsync(tree, Path.Combine(folder, "index"));

            var rate = scan.GetProperty("images_per_s").GetDouble();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"decode only          {before.Rate:0} pictures/s before, {after.Rate:0} after; {before.CpuSeconds:0.0} and {after.CpuSeconds:0.0} s of CPU"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"scan                 {rate:0} pictures/s fingerprinted, {scan.GetProperty("seconds").GetDouble():0.0} s in all, {cpu:0.0} s of CPU, peak memory {peak / 1e6:0} MB"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"scan / decode only   {rate / ((before.Rate + after.Rate) / 2):0.00}  (target 0.90)"));
            // On a busy machine only this says something: all of the scan, start and grouping included, against decoding alone.
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"decode only / scan   {(before.CpuSeconds + after.CpuSeconds) / 2 / cpu:0.00} of its CPU"));
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
        double cpu = 0;
        while (!program.HasExited)
        {
            program.Refresh();
            peak = Math.Max(peak, program.PeakWorkingSet64);
            cpu = Math.Max(cpu, program.TotalProcessorTime.TotalSeconds);
            await Task.WhenAny(program.WaitForExitAsync(), Task.Delay(100));
        }

        if (program.ExitCode != 0) throw new InvalidOperationException($"scan ended with {program.ExitCode}.");
        return (JsonDocument.Parse(await output).RootElement, peak, cpu);
    }
}
