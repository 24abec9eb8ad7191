namespace Classifier.Core;

/// <summary>A model's name and version, written <c>name@version</c>.</summary>
public readonly record struct ModelId(string Name, string Version)
{
    public override string ToString() => $"{Name}@{Version}";
}
