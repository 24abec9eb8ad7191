using Classifier.Imaging;
using Classifier.Imaging.Decoding;
using Classifier.Imaging.Workers;

namespace Classifier.Benchmarks.Images;

/// <summary>Both decoders, in this process and in as many workers as there are callers.</summary>
internal static class DecodeLoops
{
    public static async Task<IReadOnlyList<LoopRow>> RunAsync(byte[][] files, int callers, TimeSpan length)
    {
        using var vips = new WorkerDecoder(Options(ImageDecoderKind.Vips, callers));
        using var sharp = new WorkerDecoder(Options(ImageDecoderKind.ImageSharp, callers));
        await Task.WhenAll(vips.Ready, sharp.Ready);
        (string Name, IImageDecoder Decoder)[] ways =
        [
            ("decode, vips, in process", new VipsDecoder(Options(ImageDecoderKind.Vips, callers))), ("decode, vips, worker", vips),
            ("decode, imagesharp, in process", new ImageSharpDecoder(Options(ImageDecoderKind.ImageSharp, callers))), ("decode, imagesharp, worker", sharp),
        ];
        var rows = new List<LoopRow>();
        foreach (var (name, decoder) in ways)
        {
            var (rate, p50) = await TimedLoop.RunAsync(
                async i => (await decoder.DecodeAsync(files[i % files.Length], DecodeRequest.Display, CancellationToken.None)).Dispose(), callers, length);
            rows.Add(new(name, rate, p50));
        }
        return rows;
    }

    private static ImagingOptions Options(ImageDecoderKind decoder, int workers) => new()
    {
        Decoder = decoder, Workers = new WorkerOptions { Count = workers, Command = ["dotnet", Checkout.Cli, ImageWorker.Verb] },
    };
}
