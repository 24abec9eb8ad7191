using Classifier.Core;
using Classifier.Inference.Batching;
using Classifier.Inference.Internal;
using Classifier.Inference.Manifests;
using Classifier.Inference.Providers;
using Classifier.Inference.SelfTests;
using Microsoft.Extensions.Logging;

namespace Classifier.Inference.Models;

/// <summary>
/// The models of a directory and their lifecycle. Subscribe to <see cref="Changed"/>, then <see cref="OpenAsync"/>, then look
/// models up; disposing drains. Look-ups are safe from any thread at any time.
/// </summary>
public sealed class ModelRepository : IModelCatalog, IAsyncDisposable
{
    private readonly ModelRepositoryOptions _options;
    private readonly Func<ModelManifest, ModelVariant, string, CancellationToken, Task>? _build;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lazy<ProviderReport> _machine;
    private readonly Lazy<LatencyStore> _latencies;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _lifecycle = new(1, 1);
    private List<ModelEntry> _entries = [];
    private bool _opened;
    private volatile CatalogView _view = CatalogView.Empty;

    /// <param name="build">Writes the graph of a built variant to a path; null where nothing can be built.</param>
    public ModelRepository(
        ModelRepositoryOptions options,
        Func<ModelManifest, ModelVariant, string, CancellationToken, Task>? build,
        TimeProvider time,
        ILogger<ModelRepository> logger)
    {
        (_options, _build, _time, _logger) = (options, build, time, logger);
        _machine = new(ProviderProbe.Run);
        _latencies = new(() => new(options.DataDirectory, LatencyStore.ThisMachine(Machine.Cores), logger));
    }

    public event Action<ModelStatus>? Changed;

    /// <summary>Hears of every batch of every model, on the thread that ran it; must be quick.</summary>
    public event Action<ModelId, BatchReport>? BatchCompleted;

    /// <summary>What the machine offers; found out once.</summary>
    public ProviderReport Machine => _machine.Value;

    public IReadOnlyCollection<TaskKind> Tasks => _view.Tasks;

    public ISequenceModel? Find(TaskKind task) => _view.ByTask.GetValueOrDefault(task);

    public ISequenceModel? Find(string name, string? version = null) =>
        _view.ByName.TryGetValue(name, out var model) && (version is null || model.Manifest.Id.Version == version) ? model : null;

    public IImageModel? FindImage(string name) => _view.ImagesByName.GetValueOrDefault(name);

    public IImageModel? FindImage(TaskKind task) => _view.ImagesByTask.GetValueOrDefault(task);

    public IReadOnlyList<ModelStatus> List()
    {
        lock (_lock) return [.. _entries.Select(e => e.Status)];
    }

    /// <summary>
    /// Brings the configured or highest version of every model up; where it fails, the next lower one unless it was
    /// configured. A version that fails is listed with its reason and does not stop the others.
    /// </summary>
    /// <exception cref="ClassifierException">
    /// <see cref="ErrorKind.Configuration"/>, one line: no models, none that works, or CUDA was asked for and is not there.
    /// </exception>
    /// <exception cref="InvalidOperationException">Called twice.</exception>
    public async Task OpenAsync(CancellationToken cancellation = default)
    {
        await _lifecycle.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (_opened) throw new InvalidOperationException("The repository is open.");
            _opened = true;
            CheckProvider();
            var folders = ModelFolder.Discover(_options.ModelsDirectory);
            foreach (var folder in folders) Stage(folder);
            // Names come up side by side: reading, checking and optimising one model's graphs keeps no more than one core busy.
            await Task.WhenAll(_entries.GroupBy(e => e.Manifest.Id.Name).Select(g => Task.Run(() => BringUpAsync(g, cancellation), cancellation)))
                .ConfigureAwait(false);
            if (_view.IsEmpty) throw NothingUsable();
        }
        finally
        {
            _lifecycle.Release();
        }
    }

    /// <summary>Compares every active model with its golden logits, in a session beside the serving ones.</summary>
    public Task<IReadOnlyList<SelfTestReport>> SelfTestAsync(CancellationToken cancellation = default) => Task.Run<IReadOnlyList<SelfTestReport>>(
        () =>
        {
            var reports = new List<SelfTestReport>();
            IServedModel[] active;
            lock (_lock) active = [.. _entries.Where(e => e.State == ModelState.Active).Select(e => e.Served).OfType<IServedModel>()];
            foreach (var model in active)
            {
                cancellation.ThrowIfCancellationRequested();
                reports.AddRange(model.SelfTest());
            }
            return reports;
        },
        cancellation);

    /// <summary>Takes every model out of the look-ups, finishes what was taken and frees it. May be called again.</summary>
    /// <param name="cancellation">Ends the waiting; what is still queued then fails.</param>
    public async Task DrainAsync(CancellationToken cancellation = default)
    {
        await _lifecycle.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            _opened = true;
            ModelEntry[] served;
            lock (_lock) served = [.. _entries.Where(e => e.Served is not null)];
            foreach (var entry in served) Move(entry, ModelState.Draining);
            await Task.WhenAll(served.Select(e => RetireAsync(e, cancellation))).ConfigureAwait(false);
        }
        finally
        {
            _lifecycle.Release();
        }
    }

    public async ValueTask DisposeAsync() => await DrainAsync().ConfigureAwait(false);

    private void CheckProvider()
    {
        if (_options.Provider == ProviderChoice.Cpu || Machine.Cuda.Problem is not { } problem) return;
        if (_options.Provider == ProviderChoice.Cuda) throw new ClassifierException(ErrorKind.Configuration, "provider cuda is not available: " + problem, "provider");
        InferenceLog.CudaNotUsed(_logger, problem);
    }

    private void Stage(ModelFolder folder)
    {
        ModelEntry entry;
        string? reason = null;
        try
        {
            entry = new(folder.ReadManifest());
        }
        catch (ClassifierException e)
        {
            (entry, reason) = (new(folder.Unreadable()), e.Message);
        }
        lock (_lock) _entries = [.. _entries, entry];
        if (reason is null) Announce(entry);
        else Fail(entry, reason);
    }

    private async Task BringUpAsync(IGrouping<string, ModelEntry> versions, CancellationToken cancellation)
    {
        var wanted = _options.Versions.GetValueOrDefault(versions.Key);
        foreach (var entry in versions.Where(e => wanted is null || e.Manifest.Id.Version == wanted))
            if (entry.State == ModelState.Staged && await BringUpAsync(entry, cancellation).ConfigureAwait(false)) break;
    }

    private async Task<bool> BringUpAsync(ModelEntry entry, CancellationToken cancellation)
    {
        IServedModel served;
        try
        {
            var loader = new ModelLoader(_options.Provider, Machine, new(_options.DataDirectory, _build, _logger), _logger);
            await ModelLoader.VerifyAsync(entry.Manifest, cancellation).ConfigureAwait(false);
            var opening = new ModelOpening(loader, report => BatchCompleted?.Invoke(entry.Manifest.Id, report), _latencies.Value, _time, _logger);
            served = await opening.OpenAsync(entry.Manifest, () => Verified(entry), cancellation).ConfigureAwait(false);
            lock (_lock) entry.Served = served;
        }
        catch (Exception e) when (e is ClassifierException or ModelFaultException)
        {
            Fail(entry, e.Message);
            return false;
        }
        Move(entry, ModelState.Warm);
        InferenceLog.ModelRuns(_logger, entry.Manifest.Id, served.Variant, served.Provider, served.Plan.Instances, served.Plan.Threads);
        Move(entry, ModelState.Active);
        return true;
    }

    /// <summary>A second variant that is tried is verified too, but the model's state is so already.</summary>
    private void Verified(ModelEntry entry)
    {
        if (entry.State == ModelState.Staged) Move(entry, ModelState.Verified);
    }

    private async Task RetireAsync(ModelEntry entry, CancellationToken cancellation)
    {
        var served = entry.Served!;
        try
        {
            await served.DrainAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The caller's patience is over; disposing fails what is left.
        }
        served.KeepLatencies(_latencies.Value);
        await served.DisposeAsync().ConfigureAwait(false);
        lock (_lock) entry.Served = null;
        Move(entry, ModelState.Retired);
    }

    private void Move(ModelEntry entry, ModelState state)
    {
        lock (_lock)
        {
            entry.Move(state);
            _view = CatalogView.Of([.. _entries.Where(e => e is { State: ModelState.Active, Served: not null }).Select(e => e.Served!)]);
        }
        InferenceLog.StateChanged(_logger, entry.Manifest.Id, state);
        Announce(entry);
    }

    private void Fail(ModelEntry entry, string reason)
    {
        lock (_lock) entry.Move(ModelState.Failed, reason);
        InferenceLog.ModelFailed(_logger, entry.Manifest.Id, reason);
        Announce(entry);
    }

    private void Announce(ModelEntry entry)
    {
        ModelStatus status;
        lock (_lock) status = entry.Status;
        Changed?.Invoke(status);
    }

    private ClassifierException NothingUsable()
    {
        var reason = List().FirstOrDefault(s => s.Reason is not null)?.Reason ?? "no version fits what was configured";
        return new(ErrorKind.Configuration, "no model is usable: " + reason);
    }
}
