using System.CommandLine;
using Classifier.Fingerprint.Kernels;
using Classifier.Server;

namespace Classifier.Cli.Serving;

/// <summary>Options of a server that runs inside this process.</summary>
internal sealed class LocalOptions
{
    private static readonly ServerOptions Defaults = new();

    private readonly Option<string> _models = new("--models")
    {
        HelpName = "DIR",
        Description = "Folder of models: NAME/VERSION/manifest.yaml. Default: the checkout's models folder, else ./models.",
        DefaultValueFactory = _ => ModelsFolder.Find(),
    };

    private readonly Option<string> _data;

    private readonly Option<string> _provider = new("--provider")
    {
        Description = "Where models run; auto takes CUDA where it works and its self-test passes.",
        DefaultValueFactory = _ => Defaults.Provider,
    };

    private readonly Option<string> _fingerprints = new("--fingerprints")
    {
        Description = "Where duplicates are looked for in large banks; auto takes CUDA where its self-test passes and it is estimated to be faster.",
        DefaultValueFactory = _ => "auto",
    };

    /// <param name="dataName">What the option for the data directory is called; <c>eval --data</c> names the labelled rows.</param>
    public LocalOptions(string dataName)
    {
        _data = new(dataName)
        {
            HelpName = "DIR",
            Description = "Folder for what the server keeps: built graphs, coefficients, state.",
            DefaultValueFactory = _ => Defaults.DataDirectory,
        };
        _provider.AcceptOnlyFromAmong("auto", "cpu", "cuda");
        _fingerprints.AcceptOnlyFromAmong("auto", "cpu", "cuda");
    }

    public void AddTo(Command command)
    {
        command.Add(_models);
        command.Add(_data);
        command.Add(_provider);
        command.Add(_fingerprints);
    }

    public ServerOptions Read(ParseResult parsed) => Defaults with
    {
        ModelsDirectory = parsed.GetValue(_models)!,
        DataDirectory = parsed.GetValue(_data)!,
        Provider = parsed.GetValue(_provider)!,
        Fingerprints = new FingerprintAcceleratorOptions
        {
            Accelerator = parsed.GetValue(_fingerprints) switch
            {
                "cpu" => AcceleratorChoice.Host,
                "cuda" => AcceleratorChoice.Cuda,
                _ => AcceleratorChoice.Auto,
            },
        },
    };
}
