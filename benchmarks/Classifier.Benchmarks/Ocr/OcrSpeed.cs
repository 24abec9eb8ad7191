using System.Globalization;
using Classifier.Benchmarks.EndToEnd;
using Classifier.Core;
using Classifier.Inference;
using Classifier.Pipeline.Ocr;
using Classifier.Pipeline.Tests.Ocr.Support;

namespace Classifier.Benchmarks.Ocr;

/// <summary>Closed loops over each graph and over the whole path, on one core and on all.</summary>
internal static class OcrSpeed
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(6);

    public static async Task RunAsync(OcrRig rig)
    {
        var model = rig.Models.FindImage(PictureReader.ModelName)!;
        var sign = Rendering.Png(Sentences.Attacks[0], 24, Ground.Light);
        var page = Rendering.Png(string.Join(' ', Sentences.Attacks.Concat(Sentences.Harmless)), 20, Ground.Light, 1280, 1000);
        (string Name, Func<Task> Work)[] loops =
        [
            ("detection, 480 × 800", () => RunAsync(model, "detection", 480, 800)),
            ("detection, 736 × 1280", () => RunAsync(model, "detection", 736, 1280)),
            ("angle, 48 × 192", () => RunAsync(model, "angle", 48, 192)),
            ("recognition, 48 × 320", () => RunAsync(model, "recognition", 48, 320)),
            ("recognition, 48 × 640", () => RunAsync(model, "recognition", 48, 640)),
            ("read 800 × 480 with 2 lines", () => rig.ReadAsync(sign)),
            ($"read 1280 × 1000 with {(await rig.ReadAsync(page)).Lines.Count} lines", () => rig.ReadAsync(page)),
        ];
        Console.WriteLine("| work | one core, a second | p50 ms | all cores, a second | p50 ms |");
        Console.WriteLine("|---|---|---|---|---|");
        var all = new double[loops.Length, 2];
        foreach (var (i, (_, work)) in loops.Index()) (all[i, 0], all[i, 1]) = await TimedLoop.RunAsync(_ => work(), 2 * Environment.ProcessorCount, Length);
        Cores.PinThisProcess(0);
        foreach (var (i, (name, work)) in loops.Index())
        {
            var (rate, p50) = await TimedLoop.RunAsync(_ => work(), 1, Length);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {rate:0.0} | {p50:0.0} | {all[i, 0]:0.0} | {all[i, 1]:0.0} |"));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Resident: {Cores.ResidentMegabytes(Environment.ProcessId):0} MB (text and OCR models, after the runs)"));
    }

    private static async Task RunAsync(IImageModel model, string graph, int height, int width) =>
        await model.RunAsync(graph, new(new(new float[3 * height * width], height, width), "default", WorkClass.Interactive, long.MaxValue), default);
}
