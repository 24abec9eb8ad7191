using Classifier.Cli.Scan.Phases;
using Classifier.Cli.Scan.Prints;
using Classifier.Fingerprint;
using Classifier.Fingerprint.Duplicates;

namespace Classifier.Cli.Scan.Grouping;

/// <summary>Groups the contents of a tree: equal bytes, near pictures, near texts, in that order.</summary>
internal static class ScanGroups
{
    /// <param name="threshold">Largest distance of two pictures, in bits.</param>
    /// <param name="turned">Whether turned and mirrored pictures count as near; needs eight hashes a picture.</param>
    public static IReadOnlyList<ScanGroup> Of(IReadOnlyList<Content> contents, int threshold, bool turned, CancellationToken cancellation)
    {
        var near = Pictures(contents, threshold, turned, cancellation).Concat(Texts(contents, cancellation)).ToList();
        var equal = contents.Where(c => c is { Files.Count: > 1, Hash: not null }).ToList();
        var places = Places(near, equal.Count);
        return [.. equal.Select(c => Bytes(c) with { Inside = places.TryGetValue(c.First.Name, out var place) ? place : null }), .. near];
    }

    private static Dictionary<string, int> Places(List<ScanGroup> near, int first) =>
        near.SelectMany((group, i) => group.Members.Select(m => (m.File.Name, Place: first + i))).ToDictionary(p => p.Name, p => p.Place, StringComparer.Ordinal);

    private static ScanGroup Bytes(Content content) => new(
        GroupKind.Bytes, "blake3", content.Hash!.Value.ToString(), [.. content.Files.Select(file => new ScanMember(file, content.Print, 0))]);

    private static IEnumerable<ScanGroup> Pictures(IReadOnlyList<Content> contents, int threshold, bool turned, CancellationToken cancellation)
    {
        var pictures = contents.Where(c => c.Print is ImagePrint { IsComparable: true }).ToArray();
        Hash256 Upright(int item) => ((ImagePrint)pictures[item].Print!).Hashes[0];
        if (!turned)
        {
            var hashes = Enumerable.Range(0, pictures.Length).Select(Upright).ToArray();
            return DuplicateGroups.Of(hashes, threshold, cancellation)
                .Select(group => Expand(group, pictures, GroupKind.Image, "pdq", Upright(group.Medoid).ToString(), (content, file, distance, _) => new(file, content.Print, distance)));
        }

        var variants = pictures.SelectMany(c => ((ImagePrint)c.Print!).Hashes).ToArray();
        var codes = new DihedralCodes(variants);
        return DuplicateGroups.OfTurned(variants, threshold, cancellation)
            .Select(group => Expand(group, pictures, GroupKind.Image, "pdq", Upright(group.Medoid).ToString(),
                (content, file, distance, item) => new(file, content.Print, distance, codes.Turn(group.Medoid, item))));
    }

    private static IEnumerable<ScanGroup> Texts(IReadOnlyList<Content> contents, CancellationToken cancellation)
    {
        var texts = contents.Where(c => c.Print is TextPrint { IsComparable: true }).ToArray();
        return TextGroups.Of(Array.ConvertAll(texts, c => (TextPrint)c.Print!), cancellation)
            .Select(group => Expand(group, texts, GroupKind.Text, TextGroups.Algorithm, TextGroups.Hex((TextPrint)texts[group.Medoid].Print!),
                (content, file, distance, _) => new(file, content.Print, distance)));
    }

    // Equal files stand for each other: all of them are members.
    private static ScanGroup Expand(
        DuplicateGroup group, Content[] contents, GroupKind kind, string algorithm, string hash,
        Func<Content, Walk.FoundFile, int, int, ScanMember> member) => new(
        kind, algorithm, hash,
        [.. group.Members
            .SelectMany(m => contents[m.Item].Files.Select(file => member(contents[m.Item], file, m.Distance, m.Item) with { HasEqual = contents[m.Item].Files.Count > 1 }))
            .OrderBy(m => m.Distance).ThenBy(m => m.File.Name, StringComparer.Ordinal)]);
}
