using Classifier.Cli.Scan.Grouping;
using Classifier.Cli.Scan.Phases;
using Classifier.Cli.Scan.Prints;
using Classifier.Cli.Scan.Records;
using Classifier.Cli.Scan.Walk;
using Classifier.Imaging;

namespace Classifier.Cli.Scan;

/// <summary>A scan from the walk to the groups.</summary>
internal sealed class ScanRun(ScanSettings settings, IImageDecoder decoder, ScanIndex index, IScanProgress progress, TimeProvider time)
{
    public async Task<ScanOutcome> RunAsync(CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var tree = TreeWalker.Walk(settings.Root, settings.Own, progress.Found, cancellation);

        var candidates = ContentHashing.Candidates(tree.Files);
        var hashing = new ContentHashing(index, settings.Workers);
        progress.Begin("Comparing bytes", candidates.Count);
        var contents = Content.Gather(tree.Files, await hashing.RunAsync(candidates, progress.Advance, cancellation));

        var pending = contents.Where(content => !Known(content)).ToList();
        var printing = new Printing(index, () => new Printer(decoder, settings.Turned), settings.Workers);
        progress.Begin("Fingerprinting", pending.Count);
        var begun = time.GetTimestamp();
        await printing.RunAsync(pending, progress.Advance, cancellation);
        var took = time.GetElapsedTime(begun);

        progress.Begin("Grouping", 1);
        var groups = ScanGroups.Of(contents, settings.Threshold, settings.Turned, cancellation);
        index.Compact(tree.Files);
        progress.Advance();
        return new ScanOutcome(
            settings, tree, contents, Skipped(tree, contents, printing.Skipped), groups,
            contents.Count - pending.Count, [.. pending.Where(c => c.Print is not null)], took, time.GetElapsedTime(started));
    }

    // Any of the files will do, for they are equal.
    private bool Known(Content content)
    {
        foreach (var file in content.Files)
        {
            if (!index.TryGetPrint(file, out var print) || settings.Turned && print is ImagePrint { Hashes.Length: 1 }) continue;
            content.Print = print;
            return true;
        }

        return false;
    }

    // What could not be read for its bytes is tried again for its print, so only the latter counts.
    private static IReadOnlyList<SkippedFile> Skipped(Tree tree, IReadOnlyList<Content> contents, IReadOnlyCollection<SkippedFile> unread)
    {
        var reasons = unread.ToDictionary(s => s.Path, s => s.Reason, StringComparer.Ordinal);
        var withoutPrint =
            from content in contents
            let reason = content.Print switch
            {
                null => reasons[content.First.Path],
                RefusedPrint refused => refused.Reason,
                _ => null,
            }
            where reason is not null
            from file in content.Files
            select new SkippedFile(file.Path, reason);
        return [.. tree.Skipped.Concat(withoutPrint).OrderBy(s => s.Path, StringComparer.Ordinal)];
    }
}
