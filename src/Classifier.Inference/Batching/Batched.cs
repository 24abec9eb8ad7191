using Classifier.Core;

namespace Classifier.Inference.Batching;

/// <summary>One item's result and where its time went.</summary>
public readonly record struct Batched<TResult>(TResult Result, RunTimings Timings);
