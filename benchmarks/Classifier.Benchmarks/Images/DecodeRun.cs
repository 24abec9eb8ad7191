using System.Diagnostics;
using System.Globalization;
using Classifier.Benchmarks.EndToEnd;
using Classifier.Imaging;
using Classifier.Imaging.Decoding;
using Classifier.Imaging.Workers;
using NetVips;

namespace Classifier.Benchmarks.Images;

/// <summary>
/// Images a second of each decoder, in this process and in one worker, against libvips itself. One picture at a time, this process
/// pinned to core 0 with its worker; rounds alternate, so that a noisy neighbour hits all alike; the median round counts.
/// </summary>
internal static class DecodeRun
{
    private const int Rounds = 5;

    /// <param name="arguments">A folder of pictures; then, if wanted, the most pictures to take.</param>
    public static async Task<int> MainAsync(string[] arguments)
    {
        if (arguments.Length == 0 || !Directory.Exists(arguments[0]))
        {
            await Console.Error.WriteLineAsync("usage: decode FOLDER [COUNT]");
            return 2;
        }

        var most = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 300;
        var files = Directory.EnumerateFiles(arguments[0]).Order(StringComparer.Ordinal).Take(most).Select(File.ReadAllBytes).ToArray();
        Cores.PinThisProcess(0);
        using var vipsWorker = new WorkerDecoder(Options(ImageDecoderKind.Vips));
        using var sharpWorker = new WorkerDecoder(Options(ImageDecoderKind.ImageSharp));
        await Task.WhenAll(vipsWorker.Ready, sharpWorker.Ready);
        var inProcess = new VipsDecoder(Options(ImageDecoderKind.Vips));
        var sharpInProcess = new ImageSharpDecoder(Options(ImageDecoderKind.ImageSharp));
        foreach (var (name, request) in new[] { ("full resolution", DecodeRequest.Display), ("ShrinkTo 128", new DecodeRequest { ShrinkTo = 128 }) })
        {
            Func<byte[], Task>[] ways =
            [
                file => { Plain(file, request.ShrinkTo); return Task.CompletedTask; },
                file => Decode(inProcess, file, request),
                file => Decode(vipsWorker, file, request),
                file => Decode(sharpInProcess, file, request),
                file => Decode(sharpWorker, file, request),
            ];
            var rates = await Measure(ways, files);
            Console.WriteLine($"\n{name}, {files.Length} pictures\n\n| way | images/s | of libvips |\n|---|---|---|");
            string[] names = ["libvips (NetVips, same loader and shrink)", "vips, in process", "vips, worker", "imagesharp, in process", "imagesharp, worker"];
            for (var i = 0; i < ways.Length; i++)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {names[i]} | {rates[i]:F0} | {rates[i] / rates[0]:F2} |"));
        }

        return 0;
    }

    private static async Task<double[]> Measure(Func<byte[], Task>[] ways, byte[][] files)
    {
        var rates = ways.Select(_ => new List<double>()).ToArray();
        for (var round = -1; round < Rounds; round++)
        {
            for (var way = 0; way < ways.Length; way++)
            {
                var watch = Stopwatch.StartNew();
                foreach (var file in files)
                    await ways[way](file);
                if (round >= 0) rates[way].Add(files.Length / watch.Elapsed.TotalSeconds);
            }
        }

        return [.. rates.Select(rate => rate.Order().ElementAt(Rounds / 2))];
    }

    private static async Task Decode(Imaging.IImageDecoder decoder, byte[] file, DecodeRequest request) =>
        (await decoder.DecodeAsync(file, request, CancellationToken.None)).Dispose();

    // What somebody would write who trusts the picture: the loader, the shrink, the pixels; colour and orientation left alone.
    private static void Plain(byte[] file, int? shrinkTo)
    {
        using var header = Image.NewFromBuffer(file, access: Enums.Access.Sequential);
        var shrink = 1;
        while (shrinkTo is { } least && shrink < 8 && Math.Min(header.Width, header.Height) / (shrink * 2) >= least) shrink *= 2;
        var jpeg = file[0] == 0xFF;
        using var image = shrink == 1 ? header.Copy()
            : jpeg ? Image.JpegloadBuffer(file, shrink: shrink, access: Enums.Access.Sequential)
            : Image.WebploadBuffer(file, scale: 1.0 / shrink, access: Enums.Access.Sequential);
        _ = image.WriteToMemory<byte>();
    }

    private static ImagingOptions Options(ImageDecoderKind decoder) => new() { Decoder = decoder, Workers = new WorkerOptions { Count = 1 } };
}
