using Classifier.Benchmarks.Ocr;
using Classifier.Core;
using Classifier.Inference;
using Classifier.Pipeline.Ocr;

namespace Classifier.Benchmarks.Images;

/// <summary>Each graph of the image models by itself, through its batcher.</summary>
internal sealed class GraphLoops : IAsyncDisposable
{
    private readonly OcrRig _rig;
    private readonly (string Name, Func<Task> Work)[] _loops;

    private GraphLoops(OcrRig rig)
    {
        _rig = rig;
        var deepfake = rig.Models.FindImage(TaskKind.Deepfake)!;
        var (size, count) = (deepfake.Manifest.Crops!.Size, deepfake.Manifest.Crops.Count);
        var ocr = rig.Models.FindImage(PictureReader.ModelName)!;
        _loops =
        [
            ($"deepfake, picture of {count} crops", () => Task.WhenAll(Enumerable.Range(0, count).Select(_ => RunAsync(deepfake, deepfake.Manifest.Graphs[0].Name, size, size)))),
            ("OCR detection, 480 × 800", () => RunAsync(ocr, OcrGraphs.Detection, 480, 800)),
            ("OCR detection, 736 × 1280", () => RunAsync(ocr, OcrGraphs.Detection, 736, 1280)),
            ("OCR angle, a line", () => RunAsync(ocr, OcrGraphs.Angle, 48, 192)),
            ("OCR recognition, 48 × 320", () => RunAsync(ocr, OcrGraphs.Recognition, 48, 320)),
            ("OCR recognition, 48 × 640", () => RunAsync(ocr, OcrGraphs.Recognition, 48, 640)),
        ];
    }

    public static async Task<GraphLoops> OpenAsync() => new(await OcrRig.OpenAsync(new OcrOptions()));

    public async Task<IReadOnlyList<LoopRow>> RunAsync(int callers, TimeSpan length)
    {
        var rows = new List<LoopRow>();
        foreach (var (name, work) in _loops)
        {
            var (rate, p50) = await TimedLoop.RunAsync(_ => work(), callers, length);
            rows.Add(new(name, rate, p50));
        }
        return rows;
    }

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    private static async Task RunAsync(IImageModel model, string graph, int height, int width) =>
        await model.RunAsync(graph, new(new(new float[3 * height * width], height, width), "default", WorkClass.Interactive, long.MaxValue), default);
}
