using Classifier.Core;
using Microsoft.Extensions.Logging;

namespace Classifier.Inference.Batching;

/// <summary>Log events 2200 to 2299.</summary>
internal static partial class BatcherLog
{
    [LoggerMessage(2200, LogLevel.Error, "A batch of {Items} failed in {Model}.")]
    public static partial void BatchFailed(this ILogger logger, ModelId model, int items, Exception fault);

    [LoggerMessage(2201, LogLevel.Error, "An observer of {Model}'s batches failed.")]
    public static partial void ObserverFailed(this ILogger logger, ModelId model, Exception fault);

    [LoggerMessage(2202, LogLevel.Information, "{Model} drains: {Items} wait.")]
    public static partial void Draining(this ILogger logger, ModelId model, int items);
}
