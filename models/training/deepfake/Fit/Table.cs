using Classifier.Training.Common;
using Classifier.Training.Deepfake.Data;
using Classifier.Training.Deepfake.Features;
using Classifier.Training.Deepfake.Net;
using static TorchSharp.torch;

namespace Classifier.Training.Deepfake.Fit;

/// <summary>Rows of several stores as one matrix in memory.</summary>
internal sealed class Table
{
    private Table(List<CropRow> rows, Tensor features) => (Rows, Features) = (rows, features);

    public List<CropRow> Rows { get; }

    /// <summary>[rows, features].</summary>
    public Tensor Features { get; }

    public static Table Read(Options options, params ReadOnlySpan<string> stores)
    {
        var rows = new List<CropRow>();
        var parts = new List<Tensor>();
        foreach (var name in stores)
        {
            var store = CropStore.Open(options.Out, name);
            var count = options.Text("features", "residual") == "residual" ? store.Rows.Count : Math.Min(store.Rows.Count, Lite0Store.Rows(options, name));
            count = Math.Min(count, options.Number("rows", int.MaxValue));
            if (count > 0)
            {
                parts.Add(Part(options, name, store, count));
                rows.AddRange(store.Rows.Take(count));
            }
        }

        return new(rows, cat(parts));
    }

    private static Tensor Part(Options options, string name, CropStore store, int count)
    {
        Tensor Residual() => tensor(store.Features().AsSpan(0, count * Layout.Count).ToArray(), [count, Layout.Count]);
        Tensor Lite() => Lite0Store.Read(options, name, count);
        return options.Text("features", "residual") switch
        {
            "residual" => Residual(),
            "lite0" => Lite(),
            "both" => cat([Residual(), Lite()], 1),
            var other => throw new ArgumentException($"--features is residual, lite0 or both, not {other}"),
        };
    }

    public Tensor Take(IReadOnlyList<int> rows) => Features.index_select(0, tensor(rows.Select(r => (long)r).ToArray()));
}
