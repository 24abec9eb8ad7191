using System.Diagnostics.Metrics;
using Classifier.Inference;

namespace Classifier.Server.Observability;

/// <summary>The batchers' figures as instruments, read when somebody collects.</summary>
internal sealed class BatcherInstruments
{
    private readonly IModelCatalog _catalog;

    public BatcherInstruments(IMeterFactory meters, IModelCatalog catalog)
    {
        _catalog = catalog;
        var meter = meters.Create(ServerMetrics.MeterName);
        Gauge(meter, "queue.items", "{item}", "Items that wait.", q => q.QueuedItems);
        Gauge(meter, "queue.cost", "{token}", "Cost of the items that wait.", q => q.QueuedCost);
        meter.CreateObservableGauge(
            "classifier.batcher.queue.oldest", () => Measure(q => q.OldestNs / 1e9), "s", "Age of the item that waits longest.");
        Count(meter, "batches", "{batch}", "Batches that ran.", q => q.Batches);
        Count(meter, "items", "{item}", "Items that ran.", q => q.Items);
        Count(meter, "cost.real", "{token}", "Tokens that ran.", q => q.RealCost);
        Count(meter, "cost.padded", "{token}", "Cells of the padded grids that ran.", q => q.PaddedCost);
        Count(meter, "refused", "{item}", "Items refused at admission.", q => q.Refused);
        Count(meter, "shed", "{item}", "Waiting items given up for load.", q => q.Shed);
        Count(meter, "expired", "{item}", "Waiting items whose deadline passed.", q => q.Expired);
        Count(meter, "cancelled", "{item}", "Waiting items whose caller hung up.", q => q.Cancelled);
        Count(meter, "failed", "{item}", "Items whose batch failed.", q => q.Failed);
    }

    private void Gauge(Meter meter, string name, string unit, string description, Func<QueueFigures, long> figure) =>
        meter.CreateObservableGauge("classifier.batcher." + name, () => Measure(figure), unit, description);

    private void Count(Meter meter, string name, string unit, string description, Func<QueueFigures, long> figure) =>
        meter.CreateObservableCounter("classifier.batcher." + name, () => Measure(figure), unit, description);

    private IEnumerable<Measurement<T>> Measure<T>(Func<QueueFigures, T> figure)
        where T : struct
    {
        foreach (var model in _catalog.List())
            if (model.Queue is { } queue)
                yield return new Measurement<T>(figure(queue), new KeyValuePair<string, object?>("model", model.Manifest.Id.ToString()));
    }
}
