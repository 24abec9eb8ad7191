using Classifier.Core;
using Classifier.Pipeline.Images;

namespace Classifier.Pipeline.Internal;

/// <summary>
/// An item whose pictures were read: what stands in them takes their place as text. Whoever shows a picture, its text is data
/// to the model, so it is judged like a document's, unless it is the model's own output.
/// </summary>
internal sealed class ReadParts
{
    /// <summary>What each part of <see cref="Request"/> was read from; null for a part that came as it is.</summary>
    private readonly ReadFrame?[] _sources;

    private ReadParts(ClassificationRequest request, ReadFrame?[] sources) => (Request, _sources) = (request, sources);

    /// <summary>The item with text only.</summary>
    public ClassificationRequest Request { get; }

    /// <summary>Why pictures were not read; null where all were or there were none.</summary>
    public (TaskOutcome Outcome, string Reason)? Unread { get; private init; }

    /// <summary>Some text in a picture was beyond the reader's bounds.</summary>
    public bool Truncated => _sources.Any(source => source is { Text.Truncated: true });

    /// <summary>The item as it came: there is nothing to read, or nobody who does, or a reason why it was not done.</summary>
    public static ReadParts Unchanged(ClassificationRequest request, (TaskOutcome Outcome, string Reason)? unread) =>
        new(request, []) { Unread = unread };

    /// <param name="read">At least one entry a judged picture.</param>
    public static ReadParts Of(ClassificationRequest request, IReadOnlyList<ReadFrame> read)
    {
        var parts = request.Parts.ToList();
        var sources = new ReadFrame?[parts.Count].ToList();
        foreach (var frames in read.GroupBy(frame => frame.Part))
        {
            var role = RoleOf(parts[frames.Key].Role, request.Direction);
            // Text that stands still through an animation is judged once, where it was first seen.
            foreach (var (i, frame) in frames.DistinctBy(frame => frame.Text.Text, StringComparer.Ordinal).Index())
            {
                var part = new ContentPart(role, frame.Text.Text);
                if (i == 0) (parts[frames.Key], sources[frames.Key]) = (part, frame);
                else
                {
                    parts.Add(part);
                    sources.Add(frame);
                }
            }
        }
        return new(request with { Parts = parts }, [.. sources]);
    }

    /// <summary>Evidence in a picture's text becomes its box.</summary>
    public IReadOnlyList<Evidence> Locate(IReadOnlyList<Evidence> evidence) =>
        _sources.Any(source => source is not null) ? [.. evidence.Select(Locate)] : evidence;

    private Evidence Locate(Evidence e) => _sources[e.Part] is { } source
        ? e with { Part = source.Part, Start = 0, Length = 0, Box = source.Text.Around(e.Start, e.Length), Frame = source.Frame }
        : e;

    private static PartRole RoleOf(PartRole role, Direction direction) =>
        PartRoles.Judge(role, direction) == Direction.Output ? PartRole.Assistant : PartRole.Document;
}
