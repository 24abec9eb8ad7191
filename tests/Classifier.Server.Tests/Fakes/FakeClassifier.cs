using System.Collections.Concurrent;
using Classifier.Core;
using Classifier.Pipeline;

namespace Classifier.Server.Tests.Fakes;

/// <summary>Does what a test scripts; by default every text is fine.</summary>
internal sealed class FakeClassifier : IContentClassifier
{
    public ConcurrentQueue<ClassificationRequest> Requests { get; } = [];

    public ConcurrentQueue<FakeOutput> Outputs { get; } = [];

    public Func<ClassificationRequest, CancellationToken, ValueTask<ClassificationReply>> OnClassify { get; set; } =
        (_, _) => ValueTask.FromResult(Replies.Scores());

    public Func<FakeOutput, string, CancellationToken, ValueTask<ClassificationReply>> OnAppend { get; set; } =
        (_, _, _) => ValueTask.FromResult(Replies.Scores());

    public Func<FakeOutput, ClassificationReply, CancellationToken, ValueTask<ClassificationReply>> OnFinish { get; set; } =
        (_, last, _) => ValueTask.FromResult(last);

    public IReadOnlyCollection<TaskKind> Tasks { get; set; } = [TaskKind.Injection, TaskKind.Toxicity, TaskKind.Hate];

    public ValueTask<ClassificationReply> ClassifyAsync(ClassificationRequest request, CancellationToken cancellation)
    {
        Requests.Enqueue(request);
        return OnClassify(request, cancellation);
    }

    public IStreamedOutput OpenOutput(ClassificationRequest context, PartRole role)
    {
        var output = new FakeOutput(this, context, role);
        Outputs.Enqueue(output);
        return output;
    }
}

/// <summary>Notes what was appended, and that no two appends run at a time.</summary>
internal sealed class FakeOutput(FakeClassifier owner, ClassificationRequest context, PartRole role) : IStreamedOutput
{
    private int _running;
    private ClassificationReply? _last;

    public ClassificationRequest Context => context;
    public PartRole Role => role;
    public string Text { get; private set; } = string.Empty;
    public bool Overlapped { get; private set; }
    public long Covered => Text.EnumerateRunes().Count();

    public async ValueTask<ClassificationReply> AppendAsync(string text, long deadline, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref _running) > 1) Overlapped = true;
        try
        {
            Text += text;
            return _last = await owner.OnAppend(this, text, cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    public ValueTask<ClassificationReply> FinishAsync(CancellationToken cancellation) => owner.OnFinish(this, _last!, cancellation);
}
