using System.CommandLine;
using Classifier.Cli.Json;
using Classifier.Cli.Shell;
using Classifier.Fingerprint;
using Classifier.Fingerprint.Hashing;
using Classifier.Imaging;

namespace Classifier.Cli.Hash;

/// <summary><c>hash</c>: perceptual hashes of picture files.</summary>
internal static class HashCommand
{
    private static readonly string[] Names = [.. Enum.GetValues<HashAlgorithmKind>().Select(ImageHashers.NameOf)];

    public static Command Create(StandardStreams streams)
    {
        var files = new Argument<string[]>("files") { Description = "Pictures.", Arity = ArgumentArity.OneOrMore, HelpName = "F" };
        var algorithm = new Option<string>("--algorithm")
        {
            Description = "The hash: pdq (256 bits), phash, dhash, ahash or whash (64 bits).",
            DefaultValueFactory = _ => ImageHashers.NameOf(HashAlgorithmKind.Pdq),
        };
        algorithm.AcceptOnlyFromAmong(Names);
        var verb = new Verb("hash", "Prints the perceptual hash and the quality of pictures, from their full-resolution pixels as stored.")
        {
            Examples = ["hash photo.jpg", "hash a.png b.png --algorithm phash", "hash a.png b.png --json"],
        };
        verb.Add(files);
        verb.Add(algorithm);
        verb.SetAction(async (parsed, cancellation) =>
        {
            var terminal = new Terminal(streams, parsed.GetValue(GlobalOptions.Json));
            if (!ImageHashers.TryParse(parsed.GetValue(algorithm)!, out var kind))
                throw CliException.Usage("There is no such hash.");
            // Files are decoded one after the other, in a process of its own as everywhere else: a hostile one is a line, not a crash.
            using var decoder = new DeferredDecoder(new ImagingOptions { Workers = new() { Count = 1 } });
            var hashing = new FileHashing(decoder, ImageHashers.Create(kind));
            var documents = new List<HashDocument>();
            foreach (var file in parsed.GetValue(files)!) documents.Add(await hashing.HashAsync(file, cancellation));
            terminal.Write(documents, CliJson.Readable.IReadOnlyListHashDocument, HashTables.Write);
            return documents.Exists(document => document.Error is not null) ? ExitCode.InputRefused : ExitCode.Done;
        });
        return verb;
    }
}
