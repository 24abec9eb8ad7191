using Classifier.Training.Common;
using Classifier.Training.Deepfake.Data;
using Classifier.Training.Deepfake.Export;
using Classifier.Training.Deepfake.Fakes;
using Classifier.Training.Deepfake.Measure;
using Classifier.Training.Deepfake.Net;
using TorchSharp;

var options = new Options(args, "../shared/data/image/deepfake");
switch (options.Verb)
{
    case "crops":
        Collect.Natural(options, "natural", Mixed(Corpus.Train(options)), Collect.TrainWays);
        return 0;
    case "table-crops":
        Collect.Natural(options, "table", Mixed(Corpus.Train(options)), Collect.TableWays);
        return 0;
    case "upsample":
        Collect.Aligned(options, "upsampled", Mixed(Corpus.Train(options)), Upsampler.Kinds, Upsampler.Apply);
        return 0;
    case "taef2":
        torch.set_num_threads(1);
        var autoencoder = new Taef2(Path.Combine(options.Weights, "taef2"), options.Device == "cuda" ? torch.CUDA : torch.CPU);
        Collect.Aligned(options, "taef2", Mixed(Corpus.Train(options)), ["taef2"], (window, _, _) => autoencoder.Reconstruct(window));
        return 0;
    case "bench-crops":
        foreach (var set in (string[])["mixed", "stylegan"])
        {
            Collect.Natural(options, "bench-" + set, Corpus.Bench(options, set), [Way.Raw, Way.Equalised]);
        }

        return 0;
    case "hold-out":
        torch.set_num_threads(options.Threads);
        HoldOut.Run(options);
        return 0;
    case "lite0":
        foreach (var store in options.Text("stores", "natural,upsampled,taef2,table,bench-mixed,bench-stylegan").Split(','))
        {
            Lite0Store.Extend(options, store);
        }

        return 0;
    case "lite0-check":
        return Lite0Check.Run(options);
    case "grid-bench":
        torch.set_num_threads(options.Threads);
        GridBench.Run(options);
        return 0;
    case "export":
        torch.set_num_threads(options.Threads);
        Exporter.Run(options);
        return 0;
    case "trim":
        return Trim.Run(options);
    case "net":
        NetTrainer.Run(options);
        return 0;
    case "grids":
        GridFeatures.Run(options, Mixed);
        return 0;
    case "grid-table":
        torch.set_num_threads(options.Threads);
        GridTable.Run(options);
        return 0;
    case "bench":
        torch.set_num_threads(options.Threads);
        Bench.Run(options);
        return 0;
    default:
        Console.Error.WriteLine("verbs: crops, table-crops, upsample, taef2, lite0, lite0-check, hold-out, net, bench-crops, bench, grids, grid-table, grid-bench, export, trim (see README.md)");
        return 2;
}

// A run that is cut short has then seen every source in proportion.
static List<Picture> Mixed(List<Picture> pictures) =>
    [.. pictures.OrderBy(p => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(p.Id))), StringComparer.Ordinal)];
