using System.Diagnostics;
using Classifier.Client;
using Classifier.Client.Streaming;
using Classifier.V1;

namespace Classifier.Benchmarks.EndToEnd;

/// <summary>
/// What serving adds to a lone request: each text goes through the server, then through ONNX Runtime alone on the same core, so that
/// both see the machine at the same speed, and the difference is taken text by text.
/// </summary>
internal static class LoneCaller
{
    public static async Task<LoneFigures> RunAsync(
        ClassifierClient client, IReadOnlyList<string> texts, IReadOnlyList<int[]> ids, Func<int[], Task<double>> bare, double seconds)
    {
        var rows = new List<LoneRow>();
        await using var session = client.OpenSession(1);
        var clock = Stopwatch.StartNew();
        for (var i = 0; clock.Elapsed.TotalSeconds < seconds; i = (i + 1) % texts.Count)
        {
            var start = clock.Elapsed;
            var reply = await session.ClassifyAsync(new ClassifyRequest { Item = new Item { Parts = { new Part { Text = texts[i] } } } });
            var served = (clock.Elapsed - start).TotalMilliseconds;
            rows.Add(new LoneRow(served, await bare(ids[i]) * 1e3, await RefusedAsync(session), reply.Timings));
        }
        return LoneFigures.Of(rows);
    }

    // An empty item goes the same way there and back but is refused before any work: the least that an exchange costs here.
    private static async Task<double> RefusedAsync(ClassifierSession session)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            await session.ClassifyAsync(new ClassifyRequest());
        }
        catch (ClassifierClientException)
        {
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        throw new InvalidOperationException("An empty item was not refused.");
    }
}

internal sealed record LoneRow(double Served, double Bare, double Refused, Timings Timings);

/// <summary>Medians in milliseconds; the four parts are medians of their own and need not sum to <see cref="Added"/>.</summary>
internal sealed record LoneFigures(double Served, double Bare, double Added, double Run, double Queue, double Front, double Transport, double Refused)
{
    public static LoneFigures Of(IReadOnlyList<LoneRow> rows)
    {
        return new LoneFigures(Median(r => r.Served), Median(r => r.Bare), Median(r => r.Served - r.Bare),
            Median(r => Milliseconds(r.Timings.RunNs) - r.Bare), Median(r => Milliseconds(r.Timings.QueueNs)),
            Median(r => Milliseconds(r.Timings.TotalNs - r.Timings.QueueNs - r.Timings.RunNs)),
            Median(r => r.Served - Milliseconds(r.Timings.TotalNs)), Median(r => r.Refused));

        double Median(Func<LoneRow, double> of) => rows.Select(of).Order().ElementAt(rows.Count / 2);
    }

    private static double Milliseconds(long nanoseconds) => nanoseconds / 1e6;
}
