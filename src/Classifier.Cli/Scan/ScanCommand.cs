using System.CommandLine;
using System.Text.Json;
using Classifier.Cli.Json;
using Classifier.Cli.Scan.Records;
using Classifier.Cli.Scan.Report;
using Classifier.Cli.Scan.Walk;
using Classifier.Cli.Shell;
using Classifier.Imaging;
using Classifier.Server;

namespace Classifier.Cli.Scan;

/// <summary><c>scan</c>: fingerprints a tree and finds what is in it more than once.</summary>
internal static class ScanCommand
{
    private const int LargestThreshold = 127;

    public static Command Create(StandardStreams streams)
    {
        var folder = new Argument<string>("DIR") { Description = "The folder to scan, with all below it. Symbolic links are not followed." };
        var index = new Option<string?>("--index")
        {
            HelpName = "FILE",
            Description = "Where fingerprints are kept, so that the next scan reads only what is new. Default: one file a folder in the data directory.",
        };
        var data = new Option<string>("--data") { HelpName = "DIR", Description = "The data directory.", DefaultValueFactory = _ => new ServerOptions().DataDirectory };
        var threshold = new Option<int>("--threshold")
        {
            HelpName = "BITS",
            Description = "Largest distance of two pictures of one group, in bits of 256.",
            DefaultValueFactory = _ => ScanSettings.DefaultThreshold,
        };
        var dihedral = new Option<bool>("--dihedral") { Description = "Find rotated and mirrored pictures too." };
        var workers = new Option<int>("--workers") { HelpName = "N", Description = "Pictures decoded at a time.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var output = new Option<string?>("--out") { HelpName = "FILE", Description = "Write the JSON document to a file." };
        var report = new Option<string?>("--report") { HelpName = "FILE", Description = "Write an HTML page with thumbnails, in one file." };
        Range(threshold, 0, LargestThreshold);
        Range(workers, 1, 256);
        var verb = new Verb("scan", "Finds duplicate pictures, texts and files in a folder.")
        {
            Examples =
            [
                "scan ~/Pictures --report duplicates.html",
                "scan /srv/assets --index /var/lib/classifier/assets.index --out duplicates.json",
                "scan . --dihedral --json",
            ],
        };
        verb.Add(folder);
        foreach (var option in new Option[] { index, data, threshold, dihedral, workers, output, report }) verb.Add(option);
        verb.SetAction(async (parsed, cancellation) =>
        {
            var terminal = new Terminal(streams, parsed.GetValue(GlobalOptions.Json));
            var root = parsed.GetValue(folder)!;
            if (!Directory.Exists(root)) throw CliException.InputRefused($"{root} is not a folder that can be read.");
            var place = Path.GetFullPath(parsed.GetValue(index) ?? IndexPlace.Default(parsed.GetValue(data)!, root));
            CreateFolderOf(place);
            var settings = new ScanSettings(
                root, parsed.GetValue(threshold), parsed.GetValue(dihedral), parsed.GetValue(workers), Own(place, parsed.GetValue(output), parsed.GetValue(report)));
            using var decoder = ScanDecoder.Create(settings.Workers);
            var outcome = await RunAsync(terminal, settings, decoder, place, parsed.GetValue(report), cancellation);
            var document = ScanDocuments.Of(outcome, place);
            if (parsed.GetValue(output) is { } file) await OutputFile.WriteAsync(file, writer => writer.WriteLineAsync(JsonSerializer.Serialize(document, CliJson.Readable.ScanDocument)));
            terminal.Write(document, CliJson.Readable.ScanDocument, (_, console) => ScanTables.Write(outcome, console));
            return ExitCode.Done;
        });
        return verb;
    }

    private static async Task<ScanOutcome> RunAsync(
        Terminal terminal, ScanSettings settings, IImageDecoder decoder, string place, string? report, CancellationToken cancellation)
    {
        using var index = ScanIndex.Open(place, TimeProvider.System);
        if (index.Dropped > 0) terminal.Note($"classifier: the index ended in a damaged record; {index.Dropped} bytes were dropped, the rest is used.");
        try
        {
            return await ScanProgress.RunAsync(terminal, async progress =>
            {
                var outcome = await new ScanRun(settings, decoder, index, progress, TimeProvider.System).RunAsync(cancellation);
                if (report is not null) await ReportFile.WriteAsync(report, outcome, decoder, progress, TimeProvider.System, cancellation);
                return outcome;
            });
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw CliException.Failed($"interrupted; what was fingerprinted is kept in {place}, and the same command goes on from there.");
        }
    }

    private static HashSet<OwnFile> Own(params string?[] files) => [.. files.OfType<string>().SelectMany(OwnFile.Of)];

    // The walk has to know where the index will lie.
    private static void CreateFolderOf(string file)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Failed($"the index cannot be kept in {file}: {e.Message}", e);
        }
    }

    private static void Range(Option<int> option, int least, int most) => option.Validators.Add(result =>
    {
        if (result.Tokens.Count > 0 && (!int.TryParse(result.Tokens[0].Value, out var value) || value < least || value > most))
            result.AddError($"{option.Name} is a number from {least} to {most}.");
    });
}
