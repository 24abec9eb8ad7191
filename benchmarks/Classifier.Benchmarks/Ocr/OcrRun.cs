using System.Globalization;
using Classifier.Pipeline.Ocr;
using Classifier.Pipeline.Tests.Ocr.Support;

namespace Classifier.Benchmarks.Ocr;

/// <summary>
/// <c>-- ocr [--photos DIR] [--side N]</c>: error rate of reading, recall of orders and false alarms in rendered pictures, by
/// size and ground; <c>-- ocr speed</c>: how long it takes; <c>-- ocr golden FILE</c>: the self-test's values.
/// </summary>
internal static class OcrRun
{
    private static readonly float[] Sizes = [12, 16, 24, 32];

    public static async Task<int> MainAsync(string[] args)
    {
        if (args is ["golden", var file])
        {
            OcrGolden.Write(file);
            return 0;
        }
        if (!Rendering.HasFont)
        {
            await Console.Error.WriteLineAsync($"{Rendering.FontPath} is missing; tests/setup.sh installs it.");
            return 1;
        }
        var side = Value(args, "--side") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : new OcrOptions().LongestSide;
        await using var rig = await OcrRig.OpenAsync(new OcrOptions { LongestSide = side });
        if (args is ["speed", ..]) await OcrSpeed.RunAsync(rig);
        else await AccuracyAsync(rig, Value(args, "--photos"), args.Contains("--verbose"));
        return 0;
    }

    private static async Task AccuracyAsync(OcrRig rig, string? photos, bool verbose)
    {
        byte[][] grounds = photos is null ? [] : [.. Directory.GetFiles(photos, "*.jpg").Order(StringComparer.Ordinal).Take(Sentences.Attacks.Count).Select(File.ReadAllBytes)];
        var known = 0;
        foreach (var attack in Sentences.Attacks)
            if (await rig.IsFlaggedAsync(attack)) known++;
        Console.WriteLine($"Of {Sentences.Attacks.Count} orders as plain text, {known} are flagged.");
        Console.WriteLine();
        Console.WriteLine("| ground | px | character error rate | read without error | orders flagged | harmless flagged |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var ground in Enum.GetValues<Ground>())
            foreach (var size in Sizes) await RowAsync(rig, ground, size, grounds, verbose);
    }

    private static async Task RowAsync(OcrRig rig, Ground ground, float size, byte[][] photos, bool verbose)
    {
        var (errors, perfect, recall, alarms, count) = (0.0, 0, 0, 0, 0);
        foreach (var (sentence, isAttack) in Sentences.Attacks.Select(s => (s, true)).Concat(Sentences.Harmless.Select(s => (s, false))))
        {
            var picture = Rendering.Png(sentence, size, ground, photo: photos.Length == 0 ? null : photos[count % photos.Length]);
            var read = await rig.ReadAsync(picture);
            var error = EditDistance.CharacterErrorRate(sentence, read.Text);
            if (verbose && error > 0) Console.Error.WriteLine($"{ground} {size}: {sentence} -> {read.Text.ReplaceLineEndings(" | ")}");
            errors += error;
            if (error == 0) perfect++;
            if (await rig.IsFlaggedAsync(picture)) _ = isAttack ? recall++ : alarms++;
            count++;
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {ground} | {size} | {errors / count:0.000} | {perfect}/{count} | {recall}/{Sentences.Attacks.Count} | {alarms}/{Sentences.Harmless.Count} |"));
    }

    private static string? Value(string[] args, string name) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
}
