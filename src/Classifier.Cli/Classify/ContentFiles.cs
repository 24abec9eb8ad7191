using System.Text;
using Classifier.Cli.Shell;

namespace Classifier.Cli.Classify;

/// <summary>Reads content with a bound, and text strictly as UTF-8.</summary>
internal static class ContentFiles
{
    /// <summary>Most bytes that are read: what a message can carry.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="CliException">Unreadable or too large (3).</exception>
    public static async Task<byte[]> ReadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            await using var file = File.OpenRead(path);
            return await ReadAsync(file, path, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw CliException.InputRefused($"{path} cannot be read: {e.Message}", e);
        }
    }

    /// <exception cref="CliException">Too large (3).</exception>
    public static async Task<byte[]> ReadAsync(Stream stream, string name, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellation)) > 0)
        {
            if (bytes.Length + read > MaxBytes) throw CliException.InputRefused($"{name} is larger than {MaxBytes / (1024 * 1024)} MiB.");
            bytes.Write(buffer, 0, read);
        }
        return bytes.ToArray();
    }

    /// <summary>The text, without a byte order mark at its start: that is the file's, not the text's.</summary>
    /// <exception cref="CliException">Not UTF-8 (3).</exception>
    public static string Text(byte[] bytes, string name)
    {
        ReadOnlySpan<byte> text = bytes;
        if (text.StartsWith(Encoding.UTF8.Preamble)) text = text[Encoding.UTF8.Preamble.Length..];
        try
        {
            return Strict.GetString(text);
        }
        catch (DecoderFallbackException e)
        {
            throw CliException.InputRefused($"{name} is not UTF-8: wrong byte at offset {e.Index}.", e);
        }
    }

    /// <summary>A text that can travel as UTF-8.</summary>
    /// <exception cref="CliException">A lone surrogate (3).</exception>
    public static string WellFormed(string text)
    {
        try
        {
            Strict.GetByteCount(text);
            return text;
        }
        catch (EncoderFallbackException e)
        {
            throw CliException.InputRefused($"The text holds a lone surrogate at character {e.Index}.", e);
        }
    }
}
