using System.Reflection;
using Classifier.Core;

namespace Classifier.Imaging.Workers;

/// <summary>Which program serves as a worker.</summary>
internal static class WorkerCommand
{
    private const string Program = "classifier";

    /// <summary>The one named by the options; else this program, where it is the command line; else the command line beside it.</summary>
    /// <exception cref="ClassifierException">There is none.</exception>
    public static IReadOnlyList<string> Resolve(IReadOnlyList<string>? named) =>
        named is { Count: > 0 } ? named : Own() ?? Beside() ?? throw new ClassifierException(
            ErrorKind.Configuration,
            "There is no program to run image workers: name one in imaging.workers.command or set imaging.isolation to InProcess.",
            "imaging.workers.command");

    private static string[]? Own()
    {
        if (Assembly.GetEntryAssembly()?.GetName().Name != Program || Environment.ProcessPath is not { } path) return null;
        var host = Path.GetFileNameWithoutExtension(path) == "dotnet";
        return host ? [path, Path.Combine(AppContext.BaseDirectory, Program + ".dll"), ImageWorker.Verb] : [path, ImageWorker.Verb];
    }

    private static string[]? Beside()
    {
        var path = Path.Combine(AppContext.BaseDirectory, Program);
        return File.Exists(path) ? [path, ImageWorker.Verb] : null;
    }
}
