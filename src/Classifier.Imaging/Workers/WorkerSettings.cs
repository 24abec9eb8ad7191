using System.Globalization;
using Classifier.Imaging.Internal;

namespace Classifier.Imaging.Workers;

/// <summary>A worker's command line after the verb.</summary>
internal sealed record WorkerSettings(
    string RequestPath, long RequestBytes, string ReplyPath, long ReplyBytes, ImageDecoderKind Decoder, Limits Limits, long Memory, int CpuSeconds)
{
    public string[] ToArguments() =>
    [
        RequestPath, Text(RequestBytes), ReplyPath, Text(ReplyBytes), Decoder.ToString(),
        Text(Limits.Bytes), Text(Limits.Pixels), Text(Limits.Frames), Text(Memory), Text(CpuSeconds),
    ];

    /// <summary>Null where the arguments are not what a parent writes.</summary>
    public static WorkerSettings? Parse(IReadOnlyList<string> arguments)
    {
        if (arguments.Count != 10 || !Enum.TryParse<ImageDecoderKind>(arguments[4], out var decoder)) return null;
        var numbers = new List<long>();
        foreach (var index in (ReadOnlySpan<int>)[1, 3, 5, 6, 7, 8, 9])
        {
            if (!long.TryParse(arguments[index], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
            numbers.Add(number);
        }

        if (numbers[2] > int.MaxValue || numbers[4] > int.MaxValue || numbers[6] > int.MaxValue) return null;
        var limits = new Limits((int)numbers[2], numbers[3], (int)numbers[4]);
        return new(arguments[0], numbers[0], arguments[2], numbers[1], decoder, limits, numbers[5], (int)numbers[6]);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
