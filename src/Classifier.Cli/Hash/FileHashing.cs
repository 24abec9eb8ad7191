using Classifier.Cli.Json;
using Classifier.Core;
using Classifier.Fingerprint.Hashing;
using Classifier.Imaging;

namespace Classifier.Cli.Hash;

/// <summary>Files to hashes; what cannot be read becomes a line, never a failure.</summary>
internal sealed class FileHashing(IImageDecoder decoder, IImageHasher hasher)
{
    public async Task<HashDocument> HashAsync(string file, CancellationToken cancellation)
    {
        try
        {
            var bytes = await File.ReadAllBytesAsync(file, cancellation);
            using var picture = await decoder.DecodeAsync(bytes, DecodeRequest.Stored, cancellation);
            var pixels = picture.First;
            var hash = hasher.Compute(pixels.Pixels, pixels.Width, pixels.Height);
            return new HashDocument
            {
                File = file,
                Algorithm = ImageHashers.NameOf(hash.Kind),
                Hash = hash.ToHex(),
                Quality = hash.Quality,
            };
        }
        catch (ClassifierException refused)
        {
            return new HashDocument { File = file, Error = refused.Message };
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return new HashDocument { File = file, Error = Reason(unreadable) };
        }
    }

    // The runtime's message repeats the path.
    private static string Reason(Exception unreadable) => unreadable switch
    {
        FileNotFoundException or DirectoryNotFoundException => "No such file.",
        UnauthorizedAccessException => "The file may not be read.",
        _ => "The file cannot be read.",
    };
}
