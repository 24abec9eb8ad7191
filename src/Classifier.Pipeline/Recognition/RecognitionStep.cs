using Classifier.Core;
using Classifier.Governance.Policy;

namespace Classifier.Pipeline.Recognition;

/// <summary>Asks the recogniser where a request wants it, and turns what it knows into a decision.</summary>
internal sealed class RecognitionStep(IRecogniser? recogniser, IDecisionPolicy policy)
{
    /// <exception cref="ClassifierException">As <see cref="IRecogniser.Check"/>; InvalidArgument where there are no banks.</exception>
    public void Check(ClassificationRequest request)
    {
        if (request.SeenBefore is not { } query) return;
        if (recogniser is null) throw ClassifierException.Invalid("context.seen_before", "There are no fingerprint banks here.");
        recogniser.Check(query, request);
    }

    /// <summary>Null where the request does not ask.</summary>
    /// <exception cref="ClassifierException">As <see cref="IRecogniser.RecogniseAsync"/>.</exception>
    public async ValueTask<SeenBefore?> RunAsync(ClassificationRequest request, string outputId, CancellationToken cancellation)
    {
        if (request.SeenBefore is not { } query || recogniser is null) return null;
        var rule = Decisions.Strictest(policy.OnReuse, query.OnSeen);
        try
        {
            var parts = await recogniser.RecogniseAsync(query, request, outputId, cancellation).ConfigureAwait(false);
            var seen = parts.Any(part => part.Matches.Matches.Count > 0);
            return new SeenBefore(seen, seen ? rule : Decision.Allow, parts);
        }
        catch (ClassifierException refusal) when (refusal.Kind == ErrorKind.Overloaded && policy.AnswersOverload)
        {
            // Where reuse decides nothing, not knowing of it decides nothing either.
            var decision = rule == Decision.Allow ? rule : policy.Decide(TaskOutcome.Overloaded, null, default, rule);
            return new SeenBefore(false, decision, [.. Enumerable.Range(0, request.Parts.Count).Select(Overloaded)]);
        }
    }

    private static PartFingerprint Overloaded(int part) =>
        new(part, string.Empty, TaskOutcome.Overloaded, "Refused for load.", null, null, new([], null), []);
}
