using Classifier.Cli.Shell;
using Classifier.Client;
using Classifier.V1;

namespace Classifier.Cli.Eval;

/// <summary>Asks the server which tasks it answers.</summary>
internal static class OfferedTasks
{
    /// <exception cref="CliException">The server does not answer <paramref name="task"/> (2).</exception>
    public static async Task RequireAsync(ClassifierClient client, string task, CancellationToken cancellation)
    {
        var models = await client.ListModelsAsync(TimeSpan.FromSeconds(10), cancellation);
        var offered = models.Where(m => m.State == Model.Types.State.Active).SelectMany(m => m.Tasks).Distinct().Order(StringComparer.Ordinal).ToArray();
        if (offered.Contains(task)) return;
        throw CliException.Usage(
            offered.Length == 0 ? "the server has no active model." : $"the server does not offer the task; it offers {string.Join(", ", offered)}.");
    }
}
