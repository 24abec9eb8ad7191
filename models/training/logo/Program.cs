using Classifier.Training.Logo;
using Classifier.Training.Logo.Data;
using Classifier.Training.Logo.Export;
using Classifier.Training.Logo.Fit;
using Classifier.Training.Logo.Measure;

var options = new Options(args);
switch (options.Verb)
{
    case "render":
        Console.WriteLine($"{ArtStore.Open(options, Brands.Read(options.Data)).Count} drawings");
        return 0;
    case "train":
        Trainer.Run(options);
        return 0;
    case "validate":
        if (!options.Has("graph"))
        {
            Exporter.Graph(options);
        }

        Validation.Run(options);
        return 0;
    case "export":
        Exporter.Run(options);
        return 0;
    default:
        Console.Error.WriteLine("verbs: render, train, validate, export (see README.md)");
        return 2;
}
