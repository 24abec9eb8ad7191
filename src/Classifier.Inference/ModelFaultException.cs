using Classifier.Core;

namespace Classifier.Inference;

/// <summary>A model failed on a batch. Becomes a task's status, never a failed call.</summary>
public sealed class ModelFaultException(ModelId model, string message, Exception? inner = null) : Exception(message, inner)
{
    public ModelId Model { get; } = model;
}
