using System.CommandLine;
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
    }

    public void AddTo(Command command)
    {
        command.Add(_models);
        command.Add(_data);
        command.Add(_provider);
    }

    public ServerOptions Read(ParseResult parsed) => Defaults with
    {
        ModelsDirectory = parsed.GetValue(_models)!,
        DataDirectory = parsed.GetValue(_data)!,
        Provider = parsed.GetValue(_provider)!,
    };
}
