using System.Threading.Channels;
using Classifier.Core;
using Classifier.Inference;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Classifier.Server.Health;

/// <summary>What health checks answer; follows the models' states and the server's end.</summary>
internal sealed class HealthBoard : IDisposable
{
    public const string ModelPrefix = "classifier.model.";

    private readonly Lock _lock = new();
    private readonly IModelCatalog _catalog;
    private readonly ILogger<HealthBoard> _logger;
    private readonly IReadOnlyList<string> _services;
    private readonly CancellationTokenRegistration _stopping;
    private readonly HashSet<Watcher> _watchers = [];
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Dictionary<string, ServingStatus> _board = [];
    private bool _draining;
    private bool _awaited;

    /// <param name="services">Full names of the gRPC services; each is as healthy as the server.</param>
    public HealthBoard(IModelCatalog catalog, IHostApplicationLifetime lifetime, ILogger<HealthBoard> logger, ServedNames services)
    {
        (_catalog, _logger, _services) = (catalog, logger, services.Names);
        catalog.Changed += Follow;
        _stopping = lifetime.ApplicationStopping.Register(Drain);
        Refresh();
    }

    /// <summary>The server as a whole.</summary>
    public bool IsServing => Find(string.Empty) == ServingStatus.Serving;

    /// <summary>Null when the name is not known.</summary>
    public ServingStatus? Find(string service)
    {
        lock (_lock) return _board.TryGetValue(service, out var status) ? status : null;
    }

    /// <summary>Ends when the server serves. Called after the start: the models are known by then.</summary>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.ModelUnavailable"/>: it never will, with a model's reason.</exception>
    public Task WaitServingAsync(CancellationToken cancellation)
    {
        lock (_lock) _awaited = true;
        Refresh();
        return _settled.Task.WaitAsync(cancellation);
    }

    /// <summary>Statuses of a service, the present one first; dispose it to stop.</summary>
    public Watcher Watch(string service)
    {
        lock (_lock)
        {
            var watcher = new Watcher(this, service);
            _watchers.Add(watcher);
            watcher.Tell(_board);
            return watcher;
        }
    }

    public void Dispose()
    {
        _catalog.Changed -= Follow;
        _stopping.Dispose();
    }

    private void Follow(ModelStatus changed) => Refresh();

    private void Drain()
    {
        lock (_lock) _draining = true;
        Refresh();
    }

    private void Refresh()
    {
        lock (_lock)
        {
            // Read inside the lock, so that of two changes the later one is shown last.
            var models = _catalog.List();
            var board = Read(models);
            foreach (var (service, status) in board)
                if (!_services.Contains(service) && (!_board.TryGetValue(service, out var before) || before != status))
                    Log.HealthChanged(_logger, service.Length == 0 ? "the server" : service, status.ToString());
            _board = board;
            foreach (var watcher in _watchers) watcher.Tell(board);
            Settle(models);
        }
    }

    private Dictionary<string, ServingStatus> Read(IReadOnlyList<ModelStatus> models)
    {
        var server = Status(Serving.Server(models));
        var board = new Dictionary<string, ServingStatus> { [string.Empty] = server };
        foreach (var service in _services) board[service] = server;
        foreach (var model in Serving.Names(models)) board[ModelPrefix + model.Key] = Status(Serving.Model(model));
        return board;
    }

    private ServingStatus Status(bool serves) => serves && !_draining ? ServingStatus.Serving : ServingStatus.NotServing;

    private void Settle(IReadOnlyList<ModelStatus> models)
    {
        if (_board[string.Empty] == ServingStatus.Serving) _settled.TrySetResult();
        if (!_awaited || _draining || Serving.Server(models) || Serving.IsHopeful(models)) return;
        var reason = models.FirstOrDefault(m => m.State == ModelState.Failed) is { } failed
            ? $"Model {failed.Manifest.Id} failed: {failed.Reason ?? "no reason was given"}"
            : "There is no model to serve.";
        _settled.TrySetException(new ClassifierException(ErrorKind.ModelUnavailable, reason));
    }

    /// <summary>One caller's view of one service. Holds the newest status only: a slow caller skips some.</summary>
    internal sealed class Watcher(HealthBoard board, string service) : IDisposable
    {
        private readonly Channel<ServingStatus> _statuses =
            Channel.CreateBounded<ServingStatus>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

        public ChannelReader<ServingStatus> Statuses => _statuses.Reader;

        public void Tell(Dictionary<string, ServingStatus> statuses) =>
            _statuses.Writer.TryWrite(statuses.TryGetValue(service, out var status) ? status : ServingStatus.ServiceUnknown);

        public void Dispose()
        {
            lock (board._lock) board._watchers.Remove(this);
        }
    }
}
