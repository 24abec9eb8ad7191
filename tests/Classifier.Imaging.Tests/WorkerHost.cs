using System.Runtime.CompilerServices;
using Classifier.Imaging.Workers;

namespace Classifier.Imaging.Tests;

/// <summary>
/// Lets this test program serve as its own worker, as the command line does: with the verb on its command line it never comes to
/// run a test.
/// </summary>
internal static class WorkerHost
{
    public static IReadOnlyList<string> Command { get; } = [Path.Combine(AppContext.BaseDirectory, "Classifier.Imaging.Tests"), ImageWorker.Verb];

    [ModuleInitializer]
    internal static void ServeIfAsked()
    {
        if (Environment.GetCommandLineArgs() is [_, ImageWorker.Verb, .. var rest]) Environment.Exit(ImageWorker.Run(rest));
    }

    public static ImagingOptions Options(int workers = 1, ImageDecoderKind decoder = ImageDecoderKind.Vips) =>
        new() { Decoder = decoder, Workers = new WorkerOptions { Count = workers, Command = Command } };
}
