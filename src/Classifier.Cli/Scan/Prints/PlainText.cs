using System.Text;

namespace Classifier.Cli.Scan.Prints;

/// <summary>Reads a file's bytes as text.</summary>
internal static class PlainText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding StrictUtf16 = new(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding StrictUtf16BigEndian = new(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true);

    /// <summary>UTF-8, or UTF-16 with a byte order mark; null where the bytes are neither, or hold a NUL as no text does.</summary>
    public static string? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var text = bytes switch
            {
                [0xEF, 0xBB, 0xBF, ..] => Strict.GetString(bytes[3..]),
                [0xFF, 0xFE, ..] => StrictUtf16.GetString(bytes[2..]),
                [0xFE, 0xFF, ..] => StrictUtf16BigEndian.GetString(bytes[2..]),
                _ => Strict.GetString(bytes),
            };
            return text.Contains('\0', StringComparison.Ordinal) ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
