using Classifier.Training.Text.Data;
using Classifier.Training.Text.Measure;
using Classifier.Training.Text.Model;
using Classifier.Training.Text.Train;
using TorchSharp;

var options = new Options(args, "../shared/data/text", "../shared/weights/text-multilingual");
torch.set_num_threads(options.Threads);
torch.random.manual_seed(options.Seed);
var device = options.Device == "cuda" ? torch.CUDA : torch.CPU;
var tokeniser = new Tokeniser(options.Weights);
switch (options.Verb)
{
    case "check":
        return Golden.Check(options, tokeniser, device) ? 0 : 1;
    case "train":
        new Trainer(options, tokeniser, device).Run();
        return 0;
    case "score":
        Bench.Run(options, tokeniser, device);
        return 0;
    case "export":
        Finish.Run(options, tokeniser, device);
        return 0;
    case "table":
        BenchTable.Run(options);
        return 0;
    case "run":
        if (!Golden.Check(options, tokeniser, device))
        {
            return 1;
        }

        new Trainer(options, tokeniser, device).Run();
        Finish.Run(options, tokeniser, device);
        return 0;
    case "describe":
        Describe.Run(options, tokeniser);
        return 0;
    default:
        Console.Error.WriteLine("verbs: run, check, describe, train, export, score, table (see README.md)");
        return 2;
}
