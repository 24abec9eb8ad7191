using Classifier.Fingerprint;
using Classifier.Imaging;

namespace Classifier.Cli.Scan.Prints;

/// <summary>Writes and reads a print in the index.</summary>
internal static class PrintRecord
{
    private const byte Image = 1;
    private const byte Text = 2;
    private const byte Other = 3;
    private const byte Refused = 4;

    public static void Write(BinaryWriter writer, FilePrint print)
    {
        switch (print)
        {
            case ImagePrint image:
                writer.Write(Image);
                writer.Write((byte)image.Format);
                writer.Write7BitEncodedInt(image.Width);
                writer.Write7BitEncodedInt(image.Height);
                writer.Write(image.Shrunk);
                writer.Write((byte)image.Quality);
                writer.Write((byte)image.Hashes.Length);
                foreach (var hash in image.Hashes) Write(writer, hash);
                break;
            case TextPrint text:
                writer.Write(Text);
                writer.Write7BitEncodedInt(text.Shingles);
                writer.Write7BitEncodedInt(text.Signature.Length);
                foreach (var slot in text.Signature) writer.Write(slot);
                break;
            case RefusedPrint refused:
                writer.Write(Refused);
                writer.Write(refused.Reason);
                break;
            default:
                writer.Write(Other);
                break;
        }
    }

    /// <exception cref="InvalidDataException">A kind that this version does not know.</exception>
    public static FilePrint Read(BinaryReader reader) => reader.ReadByte() switch
    {
        Image => new ImagePrint(
            (ImageFormat)reader.ReadByte(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(), reader.ReadBoolean(), reader.ReadByte(),
            Many(reader.ReadByte(), () => ReadHash(reader))),
        Text => new TextPrint(reader.Read7BitEncodedInt(), Many(reader.Read7BitEncodedInt(), reader.ReadUInt32)),
        Other => new OtherPrint(),
        Refused => new RefusedPrint(reader.ReadString()),
        var kind => throw new InvalidDataException($"No kind of print has the number {kind}."),
    };

    private static void Write(BinaryWriter writer, Hash256 hash)
    {
        writer.Write(hash.Word0);
        writer.Write(hash.Word1);
        writer.Write(hash.Word2);
        writer.Write(hash.Word3);
    }

    private static Hash256 ReadHash(BinaryReader reader) => new(reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadUInt64());

    private static T[] Many<T>(int count, Func<T> read)
    {
        var items = new T[count];
        for (var i = 0; i < count; i++) items[i] = read();
        return items;
    }
}
