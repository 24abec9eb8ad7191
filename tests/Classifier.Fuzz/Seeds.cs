using System.IO.Compression;
using System.Text;
using Classifier.Imaging;
using Classifier.Imaging.Tests.Provenance;
using Classifier.Imaging.Tests.Samples;

namespace Classifier.Fuzz;

/// <summary>Small valid inputs of every kind, so that fuzzing starts behind the signatures.</summary>
internal static class Seeds
{
    public static void Write(string folder)
    {
        WriteAll(Path.Combine(folder, "headers"), Headers());
        WriteAll(Path.Combine(folder, "provenance"), Provenance());
        WriteAll(Path.Combine(folder, "manifests"), Manifests());
    }

    private static IEnumerable<byte[]> Headers() =>
    [
        .. Enum.GetValues<ImageFormat>().Select(format => Pictures.OfFormat(format, 8, 8)),
        Pictures.Webp(8, 8, lossless: true), Pictures.AnimatedWebp(4, 4, 3), Bombs.Gif(3), Bombs.Png(1, 1),
    ];

    private static IEnumerable<byte[]> Provenance()
    {
        var manifest = Crafted.Manifest("a/1", "trainedAlgorithmicMedia");
        var exif = Crafted.Exif("Midjourney", "ASCII\0\0\0Steps: 1"u8.ToArray());
        var packet = Crafted.Xmp("xmp:CreatorTool='a' Iptc4xmpExt:DigitalSourceType='b'", "<xmp:Software>c</xmp:Software>");
        return
        [
            Crafted.JpegWith(Crafted.App11(manifest)), Crafted.JpegWith(Crafted.App11(manifest, 3)), Crafted.PngWith("caBX", manifest),
            Crafted.WebpWith("C2PA", manifest), Crafted.AvifWithManifest(manifest),
            Crafted.JpegWith((0xE1, [.. "Exif\0\0"u8, .. exif])), Crafted.PngWith("eXIf", exif), Crafted.WebpWith("EXIF", exif),
            Crafted.PngWith("eXIf", Crafted.Exif("b", "UNICODE\0"u8.ToArray(), little: false)),
            Crafted.JpegWith((0xE1, Crafted.XmpSegment(packet))), Crafted.WebpWith("XMP ", packet),
            Crafted.PngWith("iTXt", [.. "XML:com.adobe.xmp"u8, 0, 0, 0, 0, 0, .. packet]),
            Crafted.PngWith("tEXt", "parameters\0a\nSteps: 1, Sampler: b"u8), Crafted.PngWith("tEXt", "workflow\0{\"nodes\":[]}"u8),
            Crafted.PngWith("zTXt", [.. "parameters\0\0"u8, .. Packed("a\nSteps: 1, Sampler: b")]),
            Crafted.PngWith("iTXt", [.. "Comment\0"u8, 1, 0, 0, 0, .. Packed("{\"sampler\": 1}")]),
        ];
    }

    private static IEnumerable<byte[]> Manifests() =>
        Directory.EnumerateFiles(Path.Combine(Root(), "models"), "manifest.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllBytes);

    private static string Root()
    {
        for (var at = new DirectoryInfo(Environment.CurrentDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Classifier.sln"))) return at.FullName;
        throw new InvalidOperationException("Make seeds inside a checkout.");
    }

    private static void WriteAll(string folder, IEnumerable<byte[]> inputs)
    {
        Directory.CreateDirectory(folder);
        foreach (var (i, input) in inputs.Index()) File.WriteAllBytes(Path.Combine(folder, $"seed-{i:00}"), input);
    }

    private static byte[] Packed(string text)
    {
        var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zip.Write(Encoding.ASCII.GetBytes(text));
        return packed.ToArray();
    }
}
