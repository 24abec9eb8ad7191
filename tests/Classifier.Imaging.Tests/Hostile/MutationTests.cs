using System.Globalization;
using Classifier.Core;
using Classifier.Imaging.Tests.Samples;
using Classifier.Imaging.Workers;

namespace Classifier.Imaging.Tests.Hostile;

/// <summary>
/// Mutated pictures through the workers. <c>CLASSIFIER_IMAGE_MUTATIONS</c> asks for more of them; the seed is fixed, so that a
/// failure comes again.
/// </summary>
public sealed class MutationTests
{
    [Theory]
    [InlineData(ImageDecoderKind.Vips)]
    [InlineData(ImageDecoderKind.ImageSharp)]
    public async Task Every_mutated_picture_is_decoded_or_refused_and_none_is_lost(ImageDecoderKind kind)
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("CLASSIFIER_IMAGE_MUTATIONS") ?? "2000", CultureInfo.InvariantCulture);
        using var decoder = new WorkerDecoder(WorkerHost.Options(2, kind));
        await decoder.Ready;
        var seeds = Seeds(kind).ToArray();
        var (decoded, refused) = (0, 0);

        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.Current.CancellationToken }, async (i, cancellation) =>
        {
            var request = (i % 3) switch { 0 => DecodeRequest.Display, 1 => DecodeRequest.Stored, _ => new DecodeRequest { ShrinkTo = 16, MaxFrames = 3 } };
            try
            {
                using var image = await decoder.DecodeAsync(Mutations.Of(seeds[i % seeds.Length], i), request, cancellation);
                Assert.All(image.Frames, frame => Assert.True(frame.Pixels.Length > 0));
                Interlocked.Increment(ref decoded);
            }
            catch (ClassifierException e) when (e.Kind is ErrorKind.InvalidArgument or ErrorKind.TooLarge or ErrorKind.UnsupportedFormat)
            {
                Interlocked.Increment(ref refused);
            }
        });

        var snapshot = decoder.Snapshot;
        TestContext.Current.SendDiagnosticMessage($"{kind}: {count} mutations, {decoded} decoded, {refused} refused; {snapshot}");
        if (Environment.GetEnvironmentVariable("CLASSIFIER_IMAGE_MUTATIONS_REPORT") is { Length: > 0 } report)
            await File.AppendAllTextAsync(report, $"{kind}: {count} mutations, {decoded} decoded, {refused} refused; {snapshot}\n", TestContext.Current.CancellationToken);
        Assert.Equal(count, decoded + refused);
        Assert.True(decoded > 0 && refused > 0);
        using var after = await decoder.DecodeAsync(Pictures.Png(), DecodeRequest.Display, TestContext.Current.CancellationToken);
        Assert.True(Pictures.Pixels(96, 64).AsSpan().SequenceEqual(after.First.Pixels));
    }

    private static IEnumerable<byte[]> Seeds(ImageDecoderKind kind)
    {
        yield return Pictures.Jpeg(64, 48);
        yield return Pictures.Rgb(64, 48).JpegsaveBuffer(q: 80, interlace: true);
        yield return Pictures.Png(40, 30);
        yield return Pictures.Rgb(40, 30).PngsaveBuffer(palette: true, interlace: true);
        yield return Pictures.Webp(64, 48);
        yield return Pictures.Webp(40, 30, lossless: true);
        yield return Pictures.Gif(32, 24, 4);
        if (kind != ImageDecoderKind.Vips) yield break;
        yield return Pictures.AnimatedWebp(24, 16, 4);
        yield return Pictures.Avif(64, 48);
    }
}
