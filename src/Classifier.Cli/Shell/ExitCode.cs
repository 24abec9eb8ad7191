namespace Classifier.Cli.Shell;

/// <summary>What the program says to scripts.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>For <c>load</c>: done, and a threshold is violated.</summary>
    public const int Violated = 1;
    public const int Usage = 2;
    public const int InputRefused = 3;
    public const int Unreachable = 4;
    public const int Failed = 5;

    /// <summary>For <c>classify --exit-code</c>.</summary>
    public const int Review = 10;
    public const int Block = 20;

    /// <summary>The word that stands for a code in JSON.</summary>
    public static string Name(int code) => code switch
    {
        Usage => "usage",
        InputRefused => "input_refused",
        Unreachable => "unreachable",
        _ => "failed",
    };
}
