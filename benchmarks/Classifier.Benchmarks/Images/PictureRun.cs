using System.Globalization;
using Classifier.Benchmarks.EndToEnd;

namespace Classifier.Benchmarks.Images;

/// <summary>
/// <c>-- pictures FOLDER [--count N] [--seconds N]</c>: what the way of a picture costs on one core and on two: each decoder in and out
/// of process, each graph of the image models, and whole requests through a server in a process of its own.
/// </summary>
internal static class PictureRun
{
    public static async Task<int> MainAsync(string[] args)
    {
        if (args.Length == 0 || !Directory.Exists(args[0]) || Environment.ProcessorCount < 2)
        {
            await Console.Error.WriteLineAsync("usage: pictures FOLDER [--count N] [--seconds N], on two cores or more");
            return 2;
        }
        var length = TimeSpan.FromSeconds(Value(args, "--seconds", 4));
        var files = Directory.EnumerateFiles(args[0]).Order(StringComparer.Ordinal).Take(Value(args, "--count", 200)).Select(File.ReadAllBytes).ToArray();
        Print("| work | one core, a second | p50 ms | two cores, a second | p50 ms |");
        Print("|---|--:|--:|--:|--:|");
        // Two cores first: a process that was pinned does not come loose.
        Cores.PinThisProcess(0, 1);
        var decodes = await DecodeLoops.RunAsync(files, 2, length);
        await using var graphs = await GraphLoops.OpenAsync();
        var runs = await graphs.RunAsync(4, length);
        var served = await ServedLoops.RunAsync(files, [0, 1], length);
        Cores.PinThisProcess(0);
        Write(await DecodeLoops.RunAsync(files, 1, length), decodes);
        Write(await graphs.RunAsync(1, length), runs);
        // The server has core 0 to itself.
        Cores.PinThisProcess(1);
        Write(await ServedLoops.RunAsync(files, [0], length), served);
        return 0;
    }

    private static void Write(IReadOnlyList<LoopRow> one, IReadOnlyList<LoopRow> two)
    {
        foreach (var (a, b) in one.Zip(two))
            Print(string.Create(CultureInfo.InvariantCulture, $"| {a.Work} | {a.Rate:0.0} | {a.P50:0.0} | {b.Rate:0.0} | {b.P50:0.0} |"));
    }

    private static void Print(string line) => Console.WriteLine(line);

    private static int Value(string[] args, string name, int otherwise) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
}

/// <summary>What one loop gave.</summary>
internal sealed record LoopRow(string Work, double Rate, double P50);
