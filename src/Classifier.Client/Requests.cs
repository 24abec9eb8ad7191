using Classifier.V1;
using Google.Protobuf;

namespace Classifier.Client;

/// <summary>The usual requests in one line.</summary>
public static class Requests
{
    /// <summary>One text.</summary>
    /// <param name="tasks">Names of the tasks wanted; none: every active task that fits.</param>
    public static ClassifyRequest Text(string text, Direction direction = Direction.Prompt, params IEnumerable<string> tasks) =>
        Of(new Part { Text = text }, direction, tasks);

    /// <summary>One picture, as its file's bytes.</summary>
    public static ClassifyRequest Image(ReadOnlyMemory<byte> file, Direction direction = Direction.Prompt, params IEnumerable<string> tasks) =>
        Of(new Part { Image = new Image { Data = UnsafeByteOperations.UnsafeWrap(file) } }, direction, tasks);

    /// <summary>A task's result, or null when the server gave none.</summary>
    public static TaskResult? Find(this ClassifyResponse response, string task) =>
        response.Results.FirstOrDefault(r => string.Equals(r.Task, task, StringComparison.Ordinal));

    private static ClassifyRequest Of(Part part, Direction direction, IEnumerable<string> tasks) => new()
    {
        Item = new Item { Parts = { part } },
        Context = new Context { Direction = direction, Tasks = { tasks } },
    };
}
