using System.Globalization;
using System.Text.RegularExpressions;
using Classifier.V1;
using Match = System.Text.RegularExpressions.Match;

namespace Classifier.Peers;

/// <summary>Calibration and thresholds for the direction PROMPT, from the manifest's one-line entries.</summary>
internal sealed partial class Heads
{
    private readonly List<Head> _heads = [];

    public Heads(string manifest)
    {
        var yaml = File.ReadAllText(manifest);
        var outputs = Output().Matches(yaml).ToList();
        foreach (Match task in Task().Matches(yaml))
        {
            var index = outputs.FindIndex(o => o.Groups[1].Value == task.Groups[3].Value);
            _heads.Add(new(task.Groups[1].Value, task.Groups[2].Value, index, Number(outputs[index], 2), Number(outputs[index], 3), Number(task, 4), Number(task, 5)));
        }
    }

    public ClassifyResponse Judge(in Scored scored)
    {
        var reply = new ClassifyResponse { Decision = Decision.Allow };
        foreach (var head in _heads)
        {
            var score = 1 / (1 + Math.Exp(-(head.Slope * scored.Logits[head.Index] + head.Offset)));
            var decision = score >= head.Block ? Decision.Block : score >= head.Threshold ? Decision.Review : Decision.Allow;
            if (decision > reply.Decision) reply.Decision = decision;
            reply.Results.Add(new TaskResult
            {
                Task = head.Task, Label = head.Label, Score = score, Threshold = head.Threshold, BlockThreshold = head.Block,
                Status = V1.TaskStatus.Ok, Model = "text@1", Decision = decision,
            });
        }
        reply.Timings = new() { BatchSize = scored.BatchSize, RealTokens = scored.Real, PaddedTokens = scored.Padded };
        return reply;
    }

    private static double Number(Match match, int group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    private sealed record Head(string Task, string Label, int Index, double Slope, double Offset, double Threshold, double Block);

    [GeneratedRegex(@"- name: (\w+)\s+calibration: \{ slope: ([-\d.]+), offset: ([-\d.]+) \}")]
    private static partial Regex Output();

    [GeneratedRegex(@"- name: (\w+)\s+label: (\w+)\s+directions:\s+prompt: \{ outputs: \[(\w+)\], threshold: ([\d.]+), block_threshold: ([\d.]+) \}")]
    private static partial Regex Task();
}
