using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Classifier.Core;

namespace Classifier.Pipeline.Remembering;

/// <summary>
/// Names items by HMAC-SHA-256 under a key that only this process has: nobody can make a harmful item that is taken for a
/// harmless one, and what is kept tells nothing of the content.
/// </summary>
internal sealed class ItemKeys
{
    private const int HeaderBytes = 2 * sizeof(int);

    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);

    /// <summary>Null for items with a picture, which are judged by more than one model.</summary>
    public UInt128? Of(ModelId model, ClassificationRequest request)
    {
        var names = Encoding.UTF8.GetBytes($"{model}\n{request.Tenant}");
        var length = HeaderBytes + names.Length;
        foreach (var part in request.Parts)
        {
            if (part.Text is null) return null;
            length = checked(length + HeaderBytes + part.Text.Length * sizeof(char));
        }

        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var at = Write(buffer, 0, (int)request.Direction, names);
            // Lengths before contents, so that no two items give the same bytes.
            foreach (var part in request.Parts) at = Write(buffer, at, (int)part.Role, MemoryMarshal.AsBytes(part.Text.AsSpan()));
            Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
            HMACSHA256.HashData(_secret, buffer.AsSpan(0, at), hash);
            return BinaryPrimitives.ReadUInt128LittleEndian(hash);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static int Write(byte[] buffer, int at, int kind, ReadOnlySpan<byte> content)
    {
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(at), kind);
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(at + sizeof(int)), content.Length);
        content.CopyTo(buffer.AsSpan(at + HeaderBytes));
        return at + HeaderBytes + content.Length;
    }
}
