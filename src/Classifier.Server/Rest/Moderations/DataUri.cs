using System.Buffers.Text;
using Classifier.Core;

namespace Classifier.Server.Rest.Moderations;

/// <summary>Pictures inside a request (RFC 2397). Nothing is ever fetched from an address that a caller names.</summary>
internal static class DataUri
{
    /// <exception cref="ClassifierException"><see cref="ErrorKind.UnsupportedFormat"/> for another scheme, <see cref="ErrorKind.InvalidArgument"/> for bad data.</exception>
    public static ReadOnlyMemory<byte> Read(string uri, string field)
    {
        if (!uri.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
            throw new ClassifierException(ErrorKind.UnsupportedFormat, "Only data: URIs are taken; the server fetches nothing.", field);
        var comma = uri.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0 || !uri.AsSpan(0, comma).EndsWith(";base64", StringComparison.OrdinalIgnoreCase))
            throw ClassifierException.Invalid(field, "A data: URI of a picture reads data:image/TYPE;base64,DATA.");
        if (!uri.AsSpan("data:".Length).StartsWith("image/", StringComparison.OrdinalIgnoreCase))
            throw new ClassifierException(ErrorKind.UnsupportedFormat, "The data: URI is not of a picture.", field);
        var data = uri.AsSpan(comma + 1);
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(data.Length)];
        if (!Convert.TryFromBase64Chars(data, bytes, out var count) || count == 0)
            throw ClassifierException.Invalid(field, "The picture's base64 cannot be decoded.");
        return bytes.AsMemory(0, count);
    }
}
