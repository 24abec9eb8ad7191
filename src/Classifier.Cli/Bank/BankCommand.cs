using System.CommandLine;
using Classifier.Cli.Shell;

namespace Classifier.Cli.Bank;

/// <summary><c>bank</c>: the brands that logos are compared with.</summary>
internal static class BankCommand
{
    public static Command Create(StandardStreams streams) => new Verb("bank", "Adds, lists, removes and exports brands whose logos are looked for.")
    {
        BankAddCommand.Create(streams),
        BankListCommand.Create(streams),
        BankRemoveCommand.Create(streams),
        BankExportCommand.Create(streams),
    };
}
