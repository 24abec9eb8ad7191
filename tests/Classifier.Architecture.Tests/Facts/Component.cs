namespace Classifier.Architecture.Tests.Facts;

/// <summary>A project or an assembly with what it refers to: <c>Classifier.*</c> names, packages or foreign assemblies.</summary>
internal sealed record Component(string Name, IReadOnlyCollection<string> References);
