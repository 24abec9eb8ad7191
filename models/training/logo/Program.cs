using Classifier.Training.Common;
using Classifier.Training.Logo.Data;
using Classifier.Training.Logo.Export;
using Classifier.Training.Logo.Fit;
using Classifier.Training.Logo.Measure;

var options = new Options(args, "../shared/data/image");
switch (options.Verb)
{
    case "render":
        Console.WriteLine($"{ArtStore.Open(options, Brands.Read(options.Data)).Count} drawings");
        return 0;
    case "look":
        Setting.Of(options).Look(options);
        return 0;
    case "heads":
        TorchSharp.torch.set_num_threads(options.Threads);
        TorchSharp.torch.random.manual_seed(options.Seed);
        HeadTrainer.Run(options, Setting.Of(options));
        return 0;
    case "train":
        TorchSharp.torch.set_num_threads(options.Threads);
        TorchSharp.torch.random.manual_seed(options.Seed);
        Trainer.Run(options, Setting.Of(options));
        return 0;
    case "validate":
        if (!options.Has("graph"))
        {
            Exporter.Graph(options);
        }

        Validation.Run(options);
        return 0;
    case "queries":
        QueryFiles.Write(options);
        return 0;
    case "baseline":
        Baseline.Run(options);
        return 0;
    case "export":
        Exporter.Run(options);
        return 0;
    default:
        Console.Error.WriteLine("verbs: render, look, heads, train, validate, queries, baseline, export (see README.md)");
        return 2;
}
