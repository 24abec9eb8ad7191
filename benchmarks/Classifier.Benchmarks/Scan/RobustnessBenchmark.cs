using System.Globalization;
using Classifier.Fingerprint;
using Classifier.Fingerprint.Hashing;
using Classifier.Imaging;
using Classifier.Imaging.Decoding;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace Classifier.Benchmarks.Scan;

/// <summary><c>-- robustness [--photos 400]</c>: for each hash, how many edited photographs are still found, and how many strangers are taken for one.</summary>
internal static class RobustnessBenchmark
{
    // PDQ's is Meta's; the others are where a stranger becomes as likely as the table shows.
    private static readonly (HashAlgorithmKind Kind, int Threshold)[] Hashes =
    [
        (HashAlgorithmKind.Pdq, 31), (HashAlgorithmKind.PHash, 10), (HashAlgorithmKind.DHash, 10), (HashAlgorithmKind.AHash, 5), (HashAlgorithmKind.WHash, 5),
    ];

    private static readonly VipsDecoder Decoder = new(new ImagingOptions());

    public static async Task<int> MainAsync(string[] args)
    {
        if (SourcePhotos.Folder is null)
        {
            Console.Error.WriteLine(SourcePhotos.Missing);
            return 2;
        }

        var count = args is ["--photos", var n, ..] ? int.Parse(n, CultureInfo.InvariantCulture) : 400;
        var photos = SourcePhotos.Of("train").Take(count).ToArray();
        var hashed = new Photo[photos.Length];
        await Parallel.ForAsync(0, photos.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (i, _) => hashed[i] = await HashAsync(photos[i]));
        Console.WriteLine($"{photos.Length} photographs of different groups, {hashed.Count(p => p.Original[0].Quality >= 50)} of PDQ quality 50 and more");
        Console.WriteLine($"| hash | threshold | {string.Join(" | ", Edits.All.Select(e => e.Name))} | false matches per million pairs |");
        Console.WriteLine($"|---|---:|{string.Concat(Edits.All.Select(_ => "---:|"))}---:|");
        for (var h = 0; h < Hashes.Length; h++) Row(hashed, h, turned: false);
        Row(hashed, 0, turned: true);
        await ShrinkAsync(photos);
        return 0;
    }

    private static void Row(Photo[] photos, int hash, bool turned)
    {
        var (kind, threshold) = Hashes[hash];
        int Distance(Photo a, Print print) => turned ? print.Turned.Min(v => v.HammingDistance(a.Original[0].Hashes[0])) : a.Original[hash].Hashes[0].HammingDistance(print.Hashes[hash]);
        var recalls = Edits.All.Select((_, e) => photos.Count(p => Distance(p, p.Edited[e]) <= threshold) / (double)photos.Length);
        long pairs = 0, matches = 0;
        for (var a = 0; a < photos.Length; a++)
        {
            for (var b = 0; b < a; b++)
            {
                pairs++;
                var distance = turned
                    ? photos[b].Turned.Min(v => v.HammingDistance(photos[a].Original[0].Hashes[0]))
                    : photos[a].Original[hash].Hashes[0].HammingDistance(photos[b].Original[hash].Hashes[0]);
                if (distance <= threshold) matches++;
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {ImageHashers.NameOf(kind)}{(turned ? " --dihedral" : "")} | {threshold} | {string.Join(" | ", recalls.Select(r => r.ToString("0.000", CultureInfo.InvariantCulture)))} | {1e6 * matches / pairs:0.0} ({matches} of {pairs}) |"));
    }

    private static async Task<Photo> HashAsync(string path)
    {
        var bytes = await File.ReadAllBytesAsync(path);
        var hashers = Array.ConvertAll(Hashes, h => ImageHashers.Create(h.Kind));
        using var picture = Image.Load<Rgb24>(bytes);
        var original = await PrintAsync(bytes, hashers);
        var edited = new List<Print>();
        foreach (var (_, apply) in Edits.All) edited.Add(await PrintAsync(apply(picture), hashers));
        return new Photo([.. original.Hashes.Select((h, i) => (new[] { h }, i == 0 ? original.Quality : 0))], original.Turned, [.. edited]);
    }

    private static async Task<Print> PrintAsync(byte[] bytes, IImageHasher[] hashers)
    {
        using var decoded = await Decoder.DecodeAsync(bytes, DecodeRequest.Stored, CancellationToken.None);
        var image = decoded.First;
        var turned = new Hash256[PdqHasher.DihedralCount];
        var quality = ((PdqHasher)hashers[0]).ComputeDihedral(image.Pixels, image.Width, image.Height, turned);
        return new Print(Array.ConvertAll(hashers, h => h.Compute(image.Pixels, image.Width, image.Height).Bits), turned, quality);
    }

    // How far the hash of a picture that was shrunk while loading is from that of all its pixels.
    private static async Task ShrinkAsync(string[] photos)
    {
        var distances = new List<int>();
        foreach (var photo in photos.Take(100))
        {
            using var picture = Image.Load<Rgb24>(photo);
            // As a camera has it: four times the size.
            picture.Mutate(x => x.Resize(picture.Width * 4, picture.Height * 4));
            await AddAsync(Edits.Jpeg(picture, 90), distances);
        }

        Say("photographs enlarged to 1600 pixels, JPEG 90", distances);
        distances.Clear();
        foreach (var grid in Directory.EnumerateFiles(Path.Combine(SourcePhotos.Folder!, "train", "fake"), "*.webp").Order(StringComparer.Ordinal).Take(100))
            await AddAsync(await File.ReadAllBytesAsync(grid), distances);
        Say("WebP pictures of 1024 pixels", distances);
    }

    private static async Task AddAsync(byte[] bytes, List<int> distances)
    {
        var hasher = new PdqHasher();
        using var full = await Decoder.DecodeAsync(bytes, DecodeRequest.Stored, CancellationToken.None);
        using var shrunk = await Decoder.DecodeAsync(bytes, DecodeRequest.Stored with { ShrinkTo = 512 }, CancellationToken.None);
        if (!shrunk.Shrunk) return;
        var (a, b) = (full.First, shrunk.First);
        distances.Add(hasher.Compute(a.Pixels, a.Width, a.Height).Bits.HammingDistance(hasher.Compute(b.Pixels, b.Width, b.Height).Bits));
    }

    private static void Say(string what, List<int> distances) => Console.WriteLine(distances.Count == 0
        ? $"{what}: none was shrunk"
        : string.Create(CultureInfo.InvariantCulture, $"{what}: {distances.Count} shrunk, extra distance {distances.Average():0.0} on average, {distances.Max()} at most"));

    private sealed record Photo((Hash256[] Hashes, int Quality)[] Original, Hash256[] Turned, Print[] Edited);

    private sealed record Print(Hash256[] Hashes, Hash256[] Turned, int Quality);
}
