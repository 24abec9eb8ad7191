using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Classifier.Cli.Serve;

/// <summary>
/// Keeps a server's log quiet until it is ready: a start that fails then says why in one line, and not below a page of others.
/// </summary>
internal sealed class StartLog(bool verbose)
{
    private volatile bool _open = verbose;

    public void AddTo(IServiceCollection services) =>
        services.AddLogging(logging => logging.AddFilter((_, level) => _open ? level >= LogLevel.Information : level >= LogLevel.Critical));

    public void Open() => _open = true;
}
