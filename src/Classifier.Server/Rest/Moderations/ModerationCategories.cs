using Classifier.Core;
using Classifier.Pipeline;

namespace Classifier.Server.Rest.Moderations;

/// <summary>
/// Our tasks under OpenAI's names. Toxicity (rude, insulting or threatening language, as Jigsaw's raters were asked) is
/// OpenAI's harassment; hate is the same idea under the same name. Narrower categories stay empty rather than borrow the
/// score of a broader one.
/// </summary>
internal static class ModerationCategories
{
    private static readonly (string Category, TaskKind? Task)[] All =
    [
        ("harassment", TaskKind.Toxicity),
        ("harassment/threatening", null),
        ("hate", TaskKind.Hate),
        ("hate/threatening", null),
        ("illicit", null),
        ("illicit/violent", null),
        ("self-harm", null),
        ("self-harm/intent", null),
        ("self-harm/instructions", null),
        ("sexual", null),
        ("sexual/minors", null),
        ("violence", null),
        ("violence/graphic", null),
        ("injection", TaskKind.Injection),
        ("toxicity", TaskKind.Toxicity),
        ("deepfake", TaskKind.Deepfake),
        ("logo", TaskKind.Logo),
    ];

    private static readonly IReadOnlyList<string> Pictures = ["image"];

    private static readonly IReadOnlyList<string> Nothing = [];

    /// <param name="parts">What was judged.</param>
    public static ModerationResult Write(ClassificationReply reply, IReadOnlyList<ContentPart> parts)
    {
        // Of most tasks a picture is judged by the text in it.
        IReadOnlyList<string> kinds = [.. parts.Select(p => p.IsText ? "text" : "image").Distinct().OrderDescending()];
        var flagged = new Dictionary<string, bool>(All.Length);
        var scores = new Dictionary<string, double>(All.Length);
        var inputs = new Dictionary<string, IReadOnlyList<string>>(All.Length);
        foreach (var (category, task) in All)
        {
            var verdict = task is { } kind ? reply.Results.FirstOrDefault(r => r.Task == kind) : null;
            flagged[category] = verdict is not null && verdict.Decision != Decision.Allow;
            scores[category] = verdict?.Score?.Value ?? 0;
            inputs[category] = verdict?.Score is null ? Nothing : task == TaskKind.Deepfake || task == TaskKind.Logo ? Pictures : kinds;
        }

        // A task that could not be judged may still decide REVIEW or BLOCK by policy, so the decision has the last word.
        return new ModerationResult(reply.Decision != Decision.Allow, flagged, scores, inputs);
    }
}
