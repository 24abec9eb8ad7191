using Classifier.Core;
using Microsoft.Extensions.Logging;

namespace Classifier.Inference.Internal;

/// <summary>What this project writes to the log: models 2000 to 2099, batchers 2200 to 2299.</summary>
internal static partial class InferenceLog
{
    [LoggerMessage(2000, LogLevel.Information, "Model {Model} is {State}")]
    public static partial void StateChanged(ILogger logger, ModelId model, ModelState state);

    [LoggerMessage(2001, LogLevel.Error, "Model {Model} failed: {Reason}")]
    public static partial void ModelFailed(ILogger logger, ModelId model, string reason);

    [LoggerMessage(2002, LogLevel.Information, "Model {Model} runs {Variant} on {Provider}, {Instances} instance(s) of {Threads} thread(s)")]
    public static partial void ModelRuns(ILogger logger, ModelId model, string variant, string provider, int instances, int threads);

    [LoggerMessage(2003, LogLevel.Warning, "CUDA is not used: {Reason}")]
    public static partial void CudaNotUsed(ILogger logger, string reason);

    [LoggerMessage(2004, LogLevel.Information, "Building {Variant} of {Model} into the data directory")]
    public static partial void Building(ILogger logger, ModelId model, string variant);

    [LoggerMessage(2005, LogLevel.Warning, "The built graph {Variant} of {Model} is not the one the manifest names; building it again")]
    public static partial void Rebuilding(ILogger logger, ModelId model, string variant);

    [LoggerMessage(2006, LogLevel.Information, "Self-test of {Model} {Variant} on {Provider} passed: {Samples} samples, largest drift {Drift:0.####}")]
    public static partial void SelfTestPassed(ILogger logger, ModelId model, string variant, string provider, int samples, double drift);

    [LoggerMessage(2007, LogLevel.Warning, "What {Model} costs here is not kept for the next start: {Reason}")]
    public static partial void LatencyNotKept(ILogger logger, ModelId model, string reason);

    [LoggerMessage(2200, LogLevel.Error, "A batch of {Items} failed in {Model}.")]
    public static partial void BatchFailed(this ILogger logger, ModelId model, int items, Exception fault);

    [LoggerMessage(2201, LogLevel.Error, "An observer of {Model}'s batches failed.")]
    public static partial void ObserverFailed(this ILogger logger, ModelId model, Exception fault);

    [LoggerMessage(2202, LogLevel.Information, "{Model} drains: {Items} wait.")]
    public static partial void Draining(this ILogger logger, ModelId model, int items);
}
