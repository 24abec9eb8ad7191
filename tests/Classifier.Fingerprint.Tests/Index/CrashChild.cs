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

    public static readonly IndexOptions Options = new() { DeltaCapacity = 64 };

    [ModuleInitializer]
    internal static void RunWhenAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } request)
            return;
        var separator = request.IndexOf('|', StringComparison.Ordinal);
        RunAsync(request[(separator + 1)..], ulong.Parse(request[..separator], CultureInfo.InvariantCulture)).GetAwaiter().GetResult();
        Environment.Exit(0);
    }

    private static async Task RunAsync(string folder, ulong first)
    {
        using var index = FingerprintIndex.Open(folder, Options);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(async () =>
        {
            for (var id = first + (ulong)worker; ; id += 4)
            {
                await index.AddAsync(Entries.Of(id));
                Say($"+{id}");
                if (id % 5 != 0)
                    continue;
                await index.RemoveAsync(id);
                Say($"-{id}");
            }
        })));
    }

    private static void Say(string line)
    {
        var bytes = System.Text.Encoding.ASCII.GetBytes(line + "\n");
        lock (Output)
        {
            Output.Write(bytes);
            Output.Flush();
        }
    }

    private static readonly Stream Output = Console.OpenStandardOutput();
}
