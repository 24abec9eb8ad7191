using Classifier.Benchmarks.EndToEnd;
using Classifier.Client;
using Classifier.Pipeline.Tests.Ocr.Support;
using Classifier.V1;
using Google.Protobuf;

namespace Classifier.Benchmarks.Images;

/// <summary>Whole requests by gRPC: pictures of the folder for the tasks on pixels, on text, and both; and a picture of a sentence.</summary>
internal static class ServedLoops
{
    private const int CallersPerCore = 4;

    public static async Task<IReadOnlyList<LoopRow>> RunAsync(byte[][] files, int[] cores, TimeSpan length)
    {
        await using var server = await ServedProcess.StartAsync(cores);
        await using var client = new ClassifierClient(new ClassifierClientOptions { Address = server.Address, MaxMessageBytes = 64 << 20 });
        byte[][] sentence = [Rendering.Png(Sentences.Attacks[0], 24, Ground.Light)];
        (string Name, byte[][] Pictures, string[] Tasks)[] loops =
        [
            ("server: photograph, deepfake", files, ["deepfake"]),
            ("server: photograph, injection and toxicity of its text", files, ["injection", "toxicity"]),
            ("server: photograph, all three (one decode)", files, ["deepfake", "injection", "toxicity"]),
            ("server: sentence of 800 × 480, injection and toxicity", sentence, ["injection", "toxicity"]),
        ];
        var rows = new List<LoopRow>();
        foreach (var (name, pictures, tasks) in loops)
        {
            var (rate, p50) = await TimedLoop.RunAsync(i => AskAsync(client, pictures[i % pictures.Length], tasks), CallersPerCore * cores.Length, length);
            rows.Add(new(name, rate, p50));
        }
        return rows;
    }

    private static async Task AskAsync(ClassifierClient client, byte[] picture, string[] tasks)
    {
        var reply = await client.ClassifyAsync(new ClassifyRequest
        {
            Item = new Item { Parts = { new Part { Image = new V1.Image { Data = UnsafeByteOperations.UnsafeWrap(picture) } } } },
            Context = new Context { Tasks = { tasks } },
        });
        // A picture without text has nothing for a task on text.
        if (reply.Results.FirstOrDefault(r => r.Status is not (V1.TaskStatus.Ok or V1.TaskStatus.Skipped)) is { } other)
            throw new InvalidOperationException($"{other.Task} was answered {other.Status}: {other.Reason}");
    }
}
