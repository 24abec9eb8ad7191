using System.CommandLine;
using Classifier.Cli.Serving;

namespace Classifier.Cli.Bank;

/// <summary>What the verbs of <c>bank</c> share.</summary>
internal static class BankOptions
{
    /// <summary>The bank of a running server, or the one in a data directory.</summary>
    public static ServerChoice Server() => new("Without it the bank in --data is used; a server that runs on that folder sees the change when it starts again.", "--data");

    public static Argument<string> Brand() => new("brand") { HelpName = "BRAND", Description = "The brand's name: a-z, 0-9, '.', '_', '+' and '-'." };
}
