using System.Buffers.Binary;
using System.Text;
using Classifier.Core;
using Classifier.Imaging.Internal;

namespace Classifier.Imaging.Workers;

/// <summary>What the parent asks for; 29 bytes on the pipe, the picture itself in shared memory.</summary>
internal readonly record struct WorkerRequest(int Length, ImageHeader Header, bool Orient, bool ToSrgb, int ShrinkTo, int MaxFrames)
{
    public const int Bytes = 29;

    public void Write(Span<byte> to)
    {
        ReadOnlySpan<int> numbers = [Length, (int)Header.Format, Header.Width, Header.Height, Header.Frames, ShrinkTo, MaxFrames];
        for (var i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(to[(4 * i)..], numbers[i]);
        to[28] = (byte)((Orient ? 1 : 0) | (ToSrgb ? 2 : 0));
    }

    public static WorkerRequest Read(ReadOnlySpan<byte> from)
    {
        var header = new ImageHeader((ImageFormat)Number(from, 1), Number(from, 2), Number(from, 3), Number(from, 4));
        return new(Number(from, 0), header, (from[28] & 1) != 0, (from[28] & 2) != 0, Number(from, 5), Number(from, 6));
    }

    public static WorkerRequest Of(int length, in ImageHeader header, DecodeRequest request) =>
        new(length, header, request.Orient, request.ToSrgb, request.ShrinkTo ?? -1, Math.Clamp(request.MaxFrames, 1, header.Frames));

    public DecodeRequest ToDecodeRequest() =>
        new() { Orient = Orient, ToSrgb = ToSrgb, ShrinkTo = ShrinkTo < 0 ? null : ShrinkTo, MaxFrames = MaxFrames };

    private static int Number(ReadOnlySpan<byte> from, int index) => BinaryPrimitives.ReadInt32LittleEndian(from[(4 * index)..]);
}

/// <summary>
/// The answer: a head of six bytes (what it is, one byte more, how many), then the frames' sizes or a refusal's words. The reader
/// believes nothing: a worker may be in the hands of the picture.
/// </summary>
internal static class WorkerReply
{
    public const byte Ready = 0x52;
    public const byte Frames = 1;
    public const byte Refused = 2;
    public const int HeadBytes = 6;
    public const int FrameBytes = 8;
    public const int MaxWords = 200;

    public static byte[] OfFrames(bool shrunk, IReadOnlyList<(int Width, int Height)> sizes)
    {
        var reply = Head(Frames, shrunk ? (byte)1 : (byte)0, sizes.Count, sizes.Count * FrameBytes);
        for (var i = 0; i < sizes.Count; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(reply.AsSpan(HeadBytes + (i * FrameBytes)), sizes[i].Width);
            BinaryPrimitives.WriteInt32LittleEndian(reply.AsSpan(HeadBytes + (i * FrameBytes) + 4), sizes[i].Height);
        }

        return reply;
    }

    public static byte[] OfRefusal(ClassifierException refusal)
    {
        var words = Encoding.ASCII.GetBytes(refusal.Message);
        var length = Math.Min(words.Length, MaxWords);
        var reply = Head(Refused, (byte)refusal.Kind, length, length);
        words.AsSpan(0, length).CopyTo(reply.AsSpan(HeadBytes));
        return reply;
    }

    /// <summary>A refusal in a worker's words, were they forged: known kinds alone, printable ASCII alone.</summary>
    public static ClassifierException ToRefusal(byte kind, ReadOnlySpan<byte> words)
    {
        var known = (ErrorKind)kind is ErrorKind.InvalidArgument or ErrorKind.TooLarge or ErrorKind.UnsupportedFormat;
        if (!known || words.IsEmpty || words.IndexOfAnyExceptInRange((byte)' ', (byte)'~') >= 0) return Faults.Damaged();
        return new ClassifierException((ErrorKind)kind, Encoding.ASCII.GetString(words), "image");
    }

    private static byte[] Head(byte what, byte more, int count, int body)
    {
        var reply = new byte[HeadBytes + body];
        (reply[0], reply[1]) = (what, more);
        BinaryPrimitives.WriteInt32LittleEndian(reply.AsSpan(2), count);
        return reply;
    }
}
