using Classifier.Core;
using Classifier.Governance.Policy;
using Classifier.Imaging;
using Classifier.Inference;
using Classifier.Inference.Manifests;
using Classifier.Pipeline.Images;
using Classifier.Pipeline.Internal;
using Classifier.Pipeline.Logo;
using Classifier.Pipeline.Logo.Claims;
using Classifier.Pipeline.Ocr;
using Classifier.Pipeline.Recognition;
using Classifier.Pipeline.Remembering;
using Classifier.Pipeline.Streaming;
using Classifier.Pipeline.Text;
using Microsoft.Extensions.Logging;

namespace Classifier.Pipeline;

/// <summary>An item's way from parts to verdict.</summary>
public sealed class ContentClassifier : IContentClassifier
{
    private readonly IModelCatalog _catalog;
    private readonly ITextEncoderSource _encoders;
    private readonly IDecisionPolicy _policy;
    private readonly IPictureReader? _pictures;
    private readonly IImageDecoder? _decoder;
    private readonly LogoFinder? _logos;
    private readonly PipelineOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly VerdictMemory _memory;
    private readonly RecognitionStep _recognition;

    /// <param name="pictures">Reads the text in pictures; null where nothing does, and pictures have no text then.</param>
    /// <param name="decoder">Decodes pictures for image models; null where none is there.</param>
    /// <param name="recogniser">Knows what was seen before; null where nothing does, and a request that asks is refused.</param>
    /// <param name="logos">Finds logos; null where nothing does.</param>
    /// <exception cref="ClassifierException">The options are out of range.</exception>
    public ContentClassifier(
        IModelCatalog catalog, ITextEncoderSource encoders, IDecisionPolicy policy, PipelineOptions options, TimeProvider time,
        ILogger<ContentClassifier> log, IPictureReader? pictures = null, IImageDecoder? decoder = null, IRecogniser? recogniser = null,
        LogoFinder? logos = null)
    {
        options.Validate();
        (_pictures, _decoder, _logos) = (pictures, decoder, logos);
        (_catalog, _encoders, _policy, _options, _time, _log) = (catalog, encoders, policy, options, time, log);
        _memory = new VerdictMemory(options.RememberedItems);
        _recognition = new RecognitionStep(recogniser, policy);
    }

    public IReadOnlyCollection<TaskKind> Tasks => _catalog.Tasks;

    public IStreamedOutput OpenOutput(ClassificationRequest context, PartRole role)
    {
        _recognition.Check(context with { Parts = [] });
        return new StreamedOutput(this, context, role, _options);
    }

    public ValueTask<ClassificationReply> ClassifyAsync(ClassificationRequest request, CancellationToken cancellation) =>
        request.SeenBefore is null ? ClassifyAsync(request, null, cancellation) : ClassifyAndRecogniseAsync(request, cancellation);

    private async ValueTask<ClassificationReply> ClassifyAndRecogniseAsync(ClassificationRequest request, CancellationToken cancellation)
    {
        var started = _time.GetTimestamp();
        RequestRules.Check(request, _options);
        // Before anything is spent: a bank that is not there refuses the request.
        _recognition.Check(request);
        var reply = await JudgeAsync(request, null, cancellation).ConfigureAwait(false);
        var recognised = await RunRecognitionAsync(request, reply, cancellation).ConfigureAwait(false);
        return recognised with { Timings = recognised.Timings with { TotalNs = _time.GetElapsedTime(started).Ticks * TimeSpan.NanosecondsPerTick } };
    }

    /// <summary>The reply with what the fingerprint banks say of the item, where the request asks.</summary>
    internal ValueTask<ClassificationReply> RecogniseAsync(
        ClassificationRequest request, ClassificationReply reply, CancellationToken cancellation)
    {
        _recognition.Check(request);
        return RunRecognitionAsync(request, reply, cancellation);
    }

    private async ValueTask<ClassificationReply> RunRecognitionAsync(
        ClassificationRequest request, ClassificationReply reply, CancellationToken cancellation)
    {
        if (await _recognition.RunAsync(request, reply.OutputId, cancellation).ConfigureAwait(false) is not { } seen) return reply;
        var decision = Decisions.Strictest(reply.Decision, seen.Decision);
        return reply with { SeenBefore = seen, Decision = decision, Fallback = Fallback(decision) };
    }

    /// <summary>As the public one; windows that <paramref name="memo"/> knows are not run again.</summary>
    internal ValueTask<ClassificationReply> ClassifyAsync(ClassificationRequest request, WindowMemo? memo, CancellationToken cancellation)
    {
        RequestRules.Check(request, _options);
        return JudgeAsync(request, memo, cancellation);
    }

    /// <summary>The request has been checked.</summary>
    private async ValueTask<ClassificationReply> JudgeAsync(ClassificationRequest request, WindowMemo? memo, CancellationToken cancellation)
    {
        var started = _time.GetTimestamp();
        var plan = TaskPlan.Create(request, _catalog, _logos?.CanDecide ?? false);
        var results = new List<TaskVerdict>();
        var timings = new TimingSum();

        foreach (var (task, outcome, reason, model) in plan.Unserved)
            results.Add(Verdict(task, outcome, reason, model, Decision.Review));
        LogoViewer[] logos = _logos is null || _decoder is null ? [] : [.. plan.Logos.Select(entry => _logos.Viewer(entry.Model, request))];
        var seen = await SeenPictures
            .LookAsync(request, plan, _pictures, _decoder, _options.MaxFrames, Answered, logos, cancellation).ConfigureAwait(false);
        var read = seen.Read;
        foreach (var entry in plan.Models)
        {
            var windows = await ScoreAsync(entry, request, read, memo, results, cancellation).ConfigureAwait(false);
            if (windows is null) continue;
            timings.Add(windows);
            TaskVerdict[] verdicts = [.. entry.Tasks.Select(task => Verdict(entry.Model.Manifest, task, windows, read))];
            results.AddRange(verdicts);
            // A growing output is judged at each step; only the whole items of callers come back.
            if (memo is null) _memory.Keep(entry.Model, request, verdicts);
        }
        foreach (var (entry, (pictures, outcome, reason)) in plan.Images.Zip(seen.Scored))
        {
            if (pictures is null) AddAll(entry.Tasks, entry.Model.Manifest, results, outcome, reason);
            else
            {
                timings.Add(pictures);
                results.AddRange(entry.Tasks.Select(task => Verdict(entry.Model.Manifest, task, pictures)));
            }
        }

        for (var i = 0; i < plan.Logos.Count; i++)
        {
            var (outcome, reason) = i < logos.Length ? SeenPictures.WhyUnseen(logos[i]) ?? default : (TaskOutcome.Error, "Nothing looks for logos here.");
            if (reason is not null) AddAll(plan.Logos[i].Tasks, plan.Logos[i].Model.Manifest, results, outcome, reason);
            else
            {
                timings.Add(logos[i].Scores);
                results.AddRange(plan.Logos[i].Tasks.Select(task => Verdict(plan.Logos[i].Model.Manifest, task, logos[i].Scores, request)));
            }
        }

        var decision = Decision.Allow;
        foreach (var result in results) decision = Decisions.Strictest(decision, result.Decision);
        return new ClassificationReply(
            decision, results, request.OutputId ?? NewOutputId(), Fallback(decision),
            timings.Total(_time.GetElapsedTime(started))) { Provenance = PartProvenance.Read(request.Parts) };
    }

    /// <summary>The windows' scores; or null, with a verdict a task that says why there are none.</summary>
    private async ValueTask<List<WindowScore>?> ScoreAsync(
        ModelTasks entry, ClassificationRequest request, ReadParts read, WindowMemo? memo, List<TaskVerdict> results, CancellationToken cancellation)
    {
        var manifest = entry.Model.Manifest;
        if (!TextParts.Any(read.Request.Parts))
        {
            var (outcome, reason) = read.Unread ?? (TaskOutcome.Skipped, "The item has no text to judge.");
            AddAll(entry.Tasks, manifest, results, outcome, reason);
            return null;
        }
        try
        {
            return await TextScorer
                .ScoreAsync(entry.Model, _encoders.For(manifest), read.Request, memo, _options.MaxWindowsInFlight, cancellation)
                .ConfigureAwait(false);
        }
        catch (ModelFaultException fault)
        {
            Log.ModelFailed(_log, manifest.Id, fault);
            AddAll(entry.Tasks, manifest, results, TaskOutcome.Error, "The model failed on this item.");
        }
        catch (ClassifierException refusal) when (refusal.Kind is ErrorKind.Overloaded or ErrorKind.DeadlineUnmeetable
            && _memory.Recall(entry, request) is { } kept)
        {
            foreach (var verdict in kept) results.Add(Degraded(verdict, manifest));
        }
        catch (ClassifierException refusal) when (refusal.Kind == ErrorKind.Overloaded && _policy.AnswersOverload)
        {
            AddAll(entry.Tasks, manifest, results, TaskOutcome.Overloaded, "Refused for load.");
        }
        return null;
    }

    private void AddAll(List<TaskManifest> tasks, ModelManifest manifest, List<TaskVerdict> results, TaskOutcome outcome, string reason)
    {
        foreach (var task in tasks)
            results.Add(Verdict(task.Task, outcome, reason, manifest.Id, manifest.Policy.OnError));
    }

    private TaskVerdict Verdict(TaskKind task, TaskOutcome outcome, string reason, ModelId? model, Decision onError) => new(
        task, TaskManifest.None, null, default, outcome, model, [], _policy.Decide(outcome, null, default, onError), reason);

    /// <summary>What becomes of a failure over pictures; null where it refuses the item. A refusal for load that policy answers is an outcome.</summary>
    private TaskOutcome? Answered(Exception failure)
    {
        if (failure is ClassifierException { Kind: ErrorKind.Overloaded } && _policy.AnswersOverload) return TaskOutcome.Overloaded;
        if (failure is not ModelFaultException fault) return null;
        Log.ModelFailed(_log, fault.Model, fault);
        return TaskOutcome.Error;
    }

    private TaskVerdict Verdict(ModelManifest manifest, TaskManifest task, List<WindowScore> windows, ReadParts read)
    {
        var (score, thresholds, evidence) = TextJudge.Judge(manifest, task, windows, _options.MaxEvidence);
        var decision = _policy.Decide(TaskOutcome.Ok, score, thresholds, manifest.Policy.OnError);
        var label = task.Answer(score, thresholds);
        var (outcome, reason) = read.Truncated ? (TaskOutcome.Degraded, "Not all text of a picture was read.") : (TaskOutcome.Ok, (string?)null);
        var verdict = new TaskVerdict(task.Task, label, score, thresholds, outcome, manifest.Id, read.Locate(evidence), decision, reason);
        if (read.Unread is not { } unread) return verdict;
        // What was judged stands where it is the stricter; else the task was not answered for the whole item.
        var unanswered = Verdict(task.Task, unread.Outcome, unread.Reason, manifest.Id, manifest.Policy.OnError);
        return unanswered.Decision > verdict.Decision ? unanswered : verdict with { Outcome = TaskOutcome.Degraded, Reason = unread.Reason };
    }

    private TaskVerdict Verdict(ModelManifest manifest, TaskManifest task, IReadOnlyList<PictureScores> pictures)
    {
        var (score, thresholds, evidence) = ImageJudge.Judge(manifest, task, pictures, _options.MaxEvidence);
        var decision = _policy.Decide(TaskOutcome.Ok, score, thresholds, manifest.Policy.OnError);
        return new(task.Task, task.Answer(score, thresholds), score, thresholds, TaskOutcome.Ok, manifest.Id, evidence, decision, null);
    }

    private TaskVerdict Verdict(ModelManifest manifest, TaskManifest task, IReadOnlyList<LogoScores> pictures, ClassificationRequest request)
    {
        var claim = new BrandClaim(request.ClaimedBrand, request.ClaimedDomain);
        var (score, thresholds, evidence) = LogoJudge.Judge(manifest.Logo!, task, pictures, claim, _options.MaxEvidence);
        var decision = _policy.Decide(TaskOutcome.Ok, score, thresholds, manifest.Policy.OnError);
        return new(task.Task, task.Answer(score, thresholds), score, thresholds, TaskOutcome.Ok, manifest.Id, evidence, decision, null);
    }

    private TaskVerdict Degraded(TaskVerdict verdict, ModelManifest manifest) => verdict with
    {
        Outcome = TaskOutcome.Degraded,
        Decision = _policy.Decide(TaskOutcome.Degraded, verdict.Score, verdict.Thresholds, manifest.Policy.OnError),
        Reason = "No capacity; answered as when the same item was judged before.",
    };

    /// <summary>UUIDv7, so that ids sort by time.</summary>
    internal string NewOutputId() => Guid.CreateVersion7(_time.GetUtcNow()).ToString("N");

    private FallbackAdvice? Fallback(Decision decision) => _policy.Fallback(decision) switch
    {
        FallbackChoice.StaticText => new FallbackAdvice(_policy.FallbackText),
        FallbackChoice.ReviewQueue => new FallbackAdvice(null),
        _ => null,
    };
}
