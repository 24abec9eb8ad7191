using System.IO.Hashing;

namespace Classifier.Fingerprint.Index.Storage;

/// <summary>Which files make up the index now. Replaced as a whole; what it does not name is no part of the index.</summary>
/// <param name="Log">Number of the log whose changes come on top of the segments.</param>
/// <param name="NextFile">Number for the next file, never used before.</param>
internal sealed record Manifest(ulong Log, ulong NextFile, IReadOnlyList<ManifestSegment> Segments)
{
    public const string FileName = "MANIFEST";

    private const ulong Magic = 0x31_4E_41_4D_50_46_4C_43; // "CLFPMAN1"

    /// <summary>Writes the next manifest beside the one in force.</summary>
    public static void Prepare(IFileSystem files, string directory, Manifest manifest)
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write(manifest.Log);
            writer.Write(manifest.NextFile);
            writer.Write(manifest.Segments.Count);
            foreach (var segment in manifest.Segments)
            {
                writer.Write(segment.Number);
                writer.Write(segment.Removed.Length);
                foreach (var word in segment.Removed)
                    writer.Write(word);
            }
        }

        memory.Write(BitConverter.GetBytes(XxHash3.HashToUInt64(memory.GetBuffer().AsSpan(0, (int)memory.Length))));
        AtomicFile.Prepare(files, directory, FileName, file => file.Write(memory.GetBuffer().AsSpan(0, (int)memory.Length), 0));
    }

    /// <summary>Puts the prepared manifest in force. After a failure nobody knows which one is, until the index is opened anew.</summary>
    public static void Commit(IFileSystem files, string directory) => AtomicFile.Commit(files, directory, FileName);

    public static Manifest Load(IFileSystem files, string directory)
    {
        using var file = files.Open(Path.Combine(directory, FileName), create: false);
        var bytes = new byte[checked((int)file.Length)];
        var whole = file.Read(bytes, 0) == bytes.Length && bytes.Length >= 2 * sizeof(ulong)
            && BitConverter.ToUInt64(bytes, bytes.Length - sizeof(ulong)) == XxHash3.HashToUInt64(bytes.AsSpan(0, bytes.Length - sizeof(ulong)));
        if (!whole)
            throw StorageFailure.Corrupt(FileName, "it does not match its checksum");
        using var reader = new BinaryReader(new MemoryStream(bytes));
        if (reader.ReadUInt64() != Magic)
            throw StorageFailure.Corrupt(FileName, "it is of another format or version");
        var (log, next) = (reader.ReadUInt64(), reader.ReadUInt64());
        var segments = new ManifestSegment[reader.ReadInt32()];
        for (var i = 0; i < segments.Length; i++)
        {
            var number = reader.ReadUInt64();
            var removed = new ulong[reader.ReadInt32()];
            for (var word = 0; word < removed.Length; word++)
                removed[word] = reader.ReadUInt64();
            segments[i] = new ManifestSegment(number, removed);
        }

        return new Manifest(log, next, segments);
    }
}
