using System.CommandLine;
using Classifier.V1;

namespace Classifier.Cli.Classify;

/// <summary>What is known about the item and wanted from it.</summary>
internal sealed class ContextOptions
{
    private readonly Option<string?> _tasks = new("--tasks")
    {
        HelpName = "a,b",
        Description = "Tasks wanted, separated by commas. Default: every task that fits.",
    };

    private readonly Option<string?> _direction = Directions.Option("Where the item stands: a user's message, a tool's answer or document, or the model's answer.");
    private readonly Option<string?> _brand = new("--claim-brand") { HelpName = "B", Description = "The brand that the content claims to come from." };
    private readonly Option<string?> _domain = new("--claim-domain") { HelpName = "D", Description = "The domain that the content claims to come from." };

    public ContextOptions() => _tasks.CompletionSources.Add("injection", "toxicity", "hate", "deepfake", "logo");

    public void AddTo(Command command)
    {
        command.Add(_tasks);
        command.Add(_direction);
        command.Add(_brand);
        command.Add(_domain);
    }

    public Context Read(ParseResult parsed) => new()
    {
        Direction = Directions.Parse(parsed.GetValue(_direction) ?? "prompt"),
        Tasks = { (parsed.GetValue(_tasks) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) },
        ClaimedBrand = parsed.GetValue(_brand) ?? "",
        ClaimedDomain = parsed.GetValue(_domain) ?? "",
    };
}
