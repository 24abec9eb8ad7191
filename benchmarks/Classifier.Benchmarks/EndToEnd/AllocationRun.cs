using System.Globalization;
using System.Text.RegularExpressions;
using Classifier.Client;
using Classifier.V1;

namespace Classifier.Benchmarks.EndToEnd;

/// <summary>
/// Bytes that the server allocates for one text request, from its own metrics: one caller, texts of growing length, by unary call and
/// over a stream. The target is 8 KB and four times the text's bytes.
/// </summary>
internal static partial class AllocationRun
{
    private const int Requests = 200;
    private static readonly int[] Characters = [40, 160, 640, 2560];

    public static async Task<int> MainAsync()
    {
        await using var server = await ServedProcess.StartAsync(0, 1);
        await using var client = new ClassifierClient(server.Address);
        await using var session = client.OpenSession(1);
        using var http = new HttpClient { BaseAddress = server.HttpAddress };
        var words = string.Join(' ', Checkout.Texts());
        Console.WriteLine($"{"characters",10} {"bytes",7} {"unary",9} {"stream",9} {"target",9}");
        foreach (var length in Characters)
        {
            var texts = Enumerable.Range(0, Requests).Select(i => words.Substring(i * 37, length)).ToArray();
            var bytes = texts.Average(t => System.Text.Encoding.UTF8.GetByteCount(t));
            var (unary, stream) = (await MeasureAsync(r => client.ClassifyAsync(r)), await MeasureAsync(r => session.ClassifyAsync(r)));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{length,10} {bytes,7:0} {unary,9:0} {stream,9:0} {8192 + (4 * bytes),9:0}"));

            async Task<double> MeasureAsync(Func<ClassifyRequest, Task> call)
            {
                foreach (var text in texts) await call(Request(text));
                var before = await AllocatedAsync(http);
                foreach (var text in texts) await call(Request(text));
                // The scrape's own allocation is in both readings' distance once: taken out by a scrape without requests.
                var after = await AllocatedAsync(http);
                return (after - before - (await AllocatedAsync(http) - after)) / Requests;
            }
        }
        return 0;
    }

    private static ClassifyRequest Request(string text) => new() { Item = new Item { Parts = { new Part { Text = text } } } };

    private static async Task<double> AllocatedAsync(HttpClient http)
    {
        var metrics = await http.GetStringAsync("/metrics");
        return double.Parse(AllocatedPattern().Match(metrics).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^dotnet_gc_heap_(?:total_)?allocated\S* (\S+)", RegexOptions.Multiline)]
    private static partial Regex AllocatedPattern();
}
