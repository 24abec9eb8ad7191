using System.Globalization;
using System.Runtime.CompilerServices;
using Classifier.Fingerprint.Index;

namespace Classifier.Fingerprint.Tests.Index;

/// <summary>
/// This assembly as a process that registers until it is killed: it adds and removes entries, several at a time, and prints each
/// acknowledgement. Runs instead of the tests where the variable names a folder.
/// </summary>
internal static class CrashChild
{
    public const string Variable = "CLASSIFIER_TEST_CRASH_CHILD";

    private const int InFlight = 6;

    public static readonly IndexOptions Options = new() { DeltaCapacity = 64 };

    [ModuleInitializer]
    internal static void RunWhenAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } request)
            return;
        var separator = request.IndexOf('|', StringComparison.Ordinal);
        Run(request[(separator + 1)..], ulong.Parse(request[..separator], CultureInfo.InvariantCulture));
    }

    // On this thread alone: while a module is being initialised, no other thread may enter its code.
    private static void Run(string folder, ulong first)
    {
        using var index = FingerprintIndex.Open(folder, Options);
        using var output = Console.OpenStandardOutput();
        var waiting = new Queue<(Task Change, string Line)>();
        for (var id = first; ; id++)
        {
            waiting.Enqueue((index.AddAsync(Entries.Of(id)), $"+{id}\n"));
            if (id % 5 == 0)
                waiting.Enqueue((index.RemoveAsync(id), $"-{id}\n"));
            while (waiting.Count > InFlight)
            {
                var (change, line) = waiting.Dequeue();
                change.GetAwaiter().GetResult();
                output.Write(System.Text.Encoding.ASCII.GetBytes(line));
                output.Flush();
            }
        }
    }
}
