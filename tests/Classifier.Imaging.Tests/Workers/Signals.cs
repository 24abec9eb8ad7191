using System.Runtime.InteropServices;

namespace Classifier.Imaging.Tests.Workers;

internal static partial class Signals
{
    public const int Kill = 9;
    public const int Continue = 18;
    public const int Stop = 19;

    public static void Send(int process, int signal) => Assert.Equal(0, kill(process, signal));

    [LibraryImport("libc")]
    private static partial int kill(int process, int signal);
}
