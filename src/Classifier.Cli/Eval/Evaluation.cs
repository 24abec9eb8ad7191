using System.Collections.Concurrent;
using Classifier.Cli.Classify;
using Classifier.Client;
using Classifier.Client.Streaming;
using Classifier.V1;

namespace Classifier.Cli.Eval;

/// <summary>
/// Sends every row over one stream and keeps the scores. A row that is refused for load is sent again until it is judged:
/// this is a measurement, and a set without the rows that a busy server refused would be another set.
/// </summary>
/// <param name="variants">Makes the bytes of rows that are pictures.</param>
/// <param name="degradation">Done to every picture; null for none.</param>
internal sealed class Evaluation(
    ClassifierSession session, string task, Direction? direction, TimeProvider time, PictureVariants? variants = null, string? degradation = null)
{
    /// <summary>Rows on their way at a time: enough to fill batches, few enough to leave an interactive caller his place.</summary>
    public const int InFlight = 64;

    // Pixels of so many pictures are in memory at a time.
    private const int PicturesInFlight = 8;

    /// <summary>Time that one row has, its retries included.</summary>
    public static readonly TimeSpan RowTimeout = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan OverloadPause = TimeSpan.FromMilliseconds(100);
    private readonly ConcurrentDictionary<string, int> _errors = new();

    /// <summary>Rows without a score, by reason.</summary>
    public IReadOnlyDictionary<string, int> Errors => _errors;

    /// <param name="judged">Told after every row.</param>
    /// <returns>Scores in the order of the rows; rows without one are left out and counted in <see cref="Errors"/>.</returns>
    /// <exception cref="ClassifierClientException">The server cannot be reached.</exception>
    public async Task<IReadOnlyList<ScoredRow>> RunAsync(IEnumerable<LabelledRow> rows, Action judged, CancellationToken cancellation)
    {
        var scored = new ConcurrentDictionary<int, ScoredRow>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = variants is null ? InFlight : PicturesInFlight, CancellationToken = cancellation };
        await Parallel.ForEachAsync(rows, options, async (row, token) =>
        {
            if (await JudgeAsync(row, token) is { } score) scored[row.Line] = score;
            judged();
        });
        return [.. scored.OrderBy(s => s.Key).Select(s => s.Value)];
    }

    private async Task<ScoredRow?> JudgeAsync(LabelledRow row, CancellationToken cancellation)
    {
        var judged = direction ?? RowDirection.Of(task, row.Kind);
        try
        {
            var request = row.Picture is null
                ? Requests.Text(row.Text, judged, task)
                : Requests.Image(await variants!.ReadAsync(row, degradation, cancellation), judged, task);
            request.Context.Priority = Priority.Batch;
            var result = await AskAsync(request, cancellation);
            if (result is { HasScore: true }) return Score(row, result, judged);
            return Failed(result is null ? "no result for the task" : $"task status {Verdicts.Word(result.Status)}");
        }
        catch (ClassifierClientException e) when (!e.IsUnreachable)
        {
            return Failed(e.CodeName);
        }
        catch (Core.ClassifierException e)
        {
            return Failed($"not decoded: {e.Kind}");
        }
    }

    private ScoredRow Score(LabelledRow row, TaskResult result, Direction judged)
    {
        var logo = RowContents.Of(task) == RowContent.Logo;
        var key = new LabelledRowKey(row.Source, row.Lang, row.Kind, logo ? null : row.Picture?.Generator, degradation);
        if (!logo) return new(key, row.Positive, result.Score, result.Threshold, judged);
        // The task's score is of a claim, which rows have none of: what is measured is whether the brand was seen, and how clearly.
        var seen = result.Evidence.Where(e => e.Brand is not null).MaxBy(e => e.Score);
        return new(key, row.Positive, seen?.Score ?? 0, double.Epsilon, judged, new NamedLogo(row.Picture!.Brand, seen?.Brand.Brand, seen?.Brand.NearCopy ?? false));
    }

    /// <summary>The stream retries refused items; a task that was left out for load is an answer, so it is asked for again here.</summary>
    private async Task<TaskResult?> AskAsync(ClassifyRequest request, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            var left = RowTimeout - time.GetElapsedTime(start);
            var result = (await session.ClassifyAsync(request, left, cancellation)).Find(task);
            if (result?.Status != V1.TaskStatus.Overloaded) return result;
            await Task.Delay(OverloadPause * (0.5 + Random.Shared.NextDouble()), time, cancellation);
        }
    }

    private ScoredRow? Failed(string reason)
    {
        _errors.AddOrUpdate(reason, 1, (_, n) => n + 1);
        return null;
    }
}
