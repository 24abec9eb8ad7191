using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Classifier.Core;
using Classifier.Inference.Manifests;
using Classifier.Pipeline.Logo.Claims;
using Classifier.Pipeline.Logo.References;

namespace Classifier.Pipeline.Logo.Bank;

/// <summary>A stored brand as bytes: a mark of the format, SHA-256 of what follows, then the brand.</summary>
internal static class BrandFile
{
    private const int LongestText = 1024;
    private const int MostEntries = 1 << 16;
    private static readonly byte[] Mark = "CLBRAND1"u8.ToArray();

    public static byte[] Write(StoredBrand brand)
    {
        using var body = new MemoryStream();
        using (var writer = new BinaryWriter(body, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(brand.Name);
            writer.Write(brand.Title is not null);
            if (brand.Title is { } title) writer.Write(title);
            writer.Write(brand.IsProtected);
            WriteTexts(writer, brand.Aliases);
            WriteTexts(writer, [.. brand.Domains.Select(d => d.Name)]);
            writer.Write(brand.Embeddings.Count);
            foreach (var (model, rows) in brand.Embeddings.OrderBy(e => e.Key, StringComparer.Ordinal))
            {
                writer.Write(model);
                writer.Write(rows.Length);
                foreach (var value in rows) writer.Write(value);
            }
            writer.Write(brand.References.Count);
            foreach (var picture in brand.References) WritePicture(writer, picture);
        }
        return [.. Mark, .. SHA256.HashData(body.ToArray()), .. body.ToArray()];
    }

    /// <param name="file">How errors call it.</param>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.StorageCorrupt"/>.</exception>
    public static StoredBrand Read(byte[] bytes, string file)
    {
        var start = Mark.Length + SHA256.HashSizeInBytes;
        if (bytes.Length < start || !bytes.AsSpan().StartsWith(Mark)) throw Corrupt(file);
        if (!SHA256.HashData(bytes.AsSpan(start)).AsSpan().SequenceEqual(bytes.AsSpan(Mark.Length, SHA256.HashSizeInBytes))) throw Corrupt(file);
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes, start, bytes.Length - start), Encoding.UTF8);
            var name = Text(reader);
            var title = reader.ReadBoolean() ? Text(reader) : null;
            var isProtected = reader.ReadBoolean();
            var aliases = Texts(reader);
            var domains = Texts(reader).Select(d => DomainName.TryParse(d, out var domain) ? domain : throw new FormatException()).ToArray();
            var embeddings = new Dictionary<string, float[]>(StringComparer.Ordinal);
            for (var left = Count(reader); left > 0; left--)
            {
                var model = Text(reader);
                var rows = new float[Count(reader)];
                if (rows.Length % LogoManifest.Dimensions != 0) throw new FormatException();
                for (var i = 0; i < rows.Length; i++) rows[i] = reader.ReadSingle();
                embeddings.Add(model, rows);
            }
            var references = new List<ReferencePicture>();
            for (var left = Count(reader); left > 0; left--) references.Add(Picture(reader));
            return new(name, title, aliases, domains, isProtected, references, embeddings);
        }
        catch (Exception e) when (e is IOException or FormatException or ArgumentException or InvalidDataException)
        {
            throw Corrupt(file, e);
        }
    }

    private static void WriteTexts(BinaryWriter writer, IReadOnlyList<string> texts)
    {
        writer.Write(texts.Count);
        foreach (var text in texts) writer.Write(text);
    }

    private static void WritePicture(BinaryWriter writer, ReferencePicture picture)
    {
        writer.Write(picture.Width);
        writer.Write(picture.Height);
        foreach (var pixels in new[] { picture.OnWhite, picture.OnBlack })
        {
            using var packed = new MemoryStream();
            using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true)) deflate.Write(pixels);
            writer.Write((int)packed.Length);
            writer.Write(packed.ToArray());
        }
    }

    private static ReferencePicture Picture(BinaryReader reader)
    {
        var (width, height) = (reader.ReadInt32(), reader.ReadInt32());
        if (width is < 1 or > LogoManifest.ReferenceLogo || height is < 1 or > LogoManifest.ReferenceLogo) throw new FormatException();
        return new(width, height, Pixels(reader, 3 * width * height), Pixels(reader, 3 * width * height));
    }

    private static byte[] Pixels(BinaryReader reader, int count)
    {
        var pixels = new byte[count];
        using var deflate = new DeflateStream(new MemoryStream(reader.ReadBytes(Count(reader))), CompressionMode.Decompress);
        deflate.ReadExactly(pixels);
        return pixels;
    }

    private static string[] Texts(BinaryReader reader)
    {
        var texts = new string[Count(reader)];
        for (var i = 0; i < texts.Length; i++) texts[i] = Text(reader);
        return texts;
    }

    private static string Text(BinaryReader reader)
    {
        var text = reader.ReadString();
        return text.Length <= LongestText ? text : throw new FormatException();
    }

    private static int Count(BinaryReader reader)
    {
        var count = reader.ReadInt32();
        return count is >= 0 and <= MostEntries ? count : throw new FormatException();
    }

    private static ClassifierException Corrupt(string file, Exception? inner = null) =>
        new(ErrorKind.StorageCorrupt, $"The brand file {Path.GetFileName(file)} is damaged; restore or delete it.", inner: inner);
}
