namespace Classifier.Cli.Shell;

/// <summary>Where a run of the program reads and writes; tests give their own.</summary>
internal sealed record StandardStreams(TextWriter Out, TextWriter Error, Stream In);
