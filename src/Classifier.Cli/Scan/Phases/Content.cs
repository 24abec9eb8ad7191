using Classifier.Cli.Scan.Prints;
using Classifier.Cli.Scan.Walk;

namespace Classifier.Cli.Scan.Phases;

/// <summary>A content: the files that hold it, and what reading one of them gave.</summary>
/// <param name="Files">At least one, by name. All have the same bytes.</param>
/// <param name="Hash">BLAKE3 of the bytes; null where no other file has the same size.</param>
internal sealed record Content(IReadOnlyList<FoundFile> Files, Blake3.Hash? Hash)
{
    public FoundFile First => Files[0];

    /// <summary>Set once, by the phase that reads it; null until then and where it could not be read.</summary>
    public FilePrint? Print { get; set; }

    /// <summary>Gathers files by their bytes, in order of their first names.</summary>
    public static IReadOnlyList<Content> Gather(IReadOnlyList<FoundFile> files, IReadOnlyDictionary<FileIdentity, Blake3.Hash> hashes)
    {
        var contents = new List<Content>();
        foreach (var set in files.GroupBy(f => hashes.TryGetValue(f.Identity, out var hash) ? (object)hash : f.Identity))
            contents.Add(new Content([.. set], set.Key as Blake3.Hash?));
        return contents;
    }
}
