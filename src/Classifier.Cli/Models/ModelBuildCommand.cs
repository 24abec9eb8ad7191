using System.CommandLine;
using Classifier.Cli.Json;
using Classifier.Cli.Serving;
using Classifier.Cli.Shell;
using Classifier.ModelBuilder;
using Classifier.Server;

namespace Classifier.Cli.Models;

/// <summary><c>model build</c>: writes a graph from a model's weights, or the checksums of a model's files into its manifest.</summary>
internal static class ModelBuildCommand
{
    public static Command Create(StandardStreams streams)
    {
        var target = new Option<string?>("--target") { Description = "The kind of machine that the graph is for." };
        target.AcceptOnlyFromAmong([.. GraphTargets.All.Select(t => t.Name())]);
        var model = new Option<string>("--model")
        {
            HelpName = "NAME[@VERSION]",
            Description = "Which model; the highest version where none is named.",
            DefaultValueFactory = _ => "text",
        };
        var output = new Option<string?>("--out") { HelpName = "F", Description = "Where to write the graph. Default: where serve looks for it." };
        var refresh = new Option<string?>("--refresh")
        {
            HelpName = "DIR",
            Description = "Build the committed graphs of this model's folder again and write their checksums into its manifest.",
        };
        var local = new LocalOptions("--data");
        var verb = new Verb("build", "Writes a graph from a model's weights.")
        {
            Examples = ["model build --target cuda-fp16", "model build --target cpu-fp32 --out text.onnx", "model build --refresh models/text/1"],
        };
        foreach (var option in new Option[] { target, model, output, refresh }) verb.Add(option);
        local.AddTo(verb);
        verb.Validators.Add(result =>
        {
            if (result.GetResult(target) is null == result.GetResult(refresh) is null) result.AddError("Give one of --target and --refresh.");
            else if (result.GetResult(refresh) is not null && (result.GetResult(output) is not null || result.GetResult(model) is { Implicit: false }))
                result.AddError("--refresh names the folder; --out and --model go with --target.");
        });
        verb.SetAction(parsed =>
        {
            var terminal = new Terminal(streams, parsed.GetValue(GlobalOptions.Json));
            if (parsed.GetValue(refresh) is { } directory) Refresh(directory, terminal);
            else Build(parsed.GetValue(model)!, parsed.GetValue(target)!, parsed.GetValue(output), local.Read(parsed), terminal);
            return ExitCode.Done;
        });
        return verb;
    }

    private static void Build(string name, string target, string? output, ServerOptions options, Terminal terminal)
    {
        var manifest = ModelChoice.Find(options.ModelsDirectory, name);
        var graph = GraphBuilder.Build(manifest.Directory, target, output ?? ModelChoice.GraphPath(manifest, target, options.DataDirectory));
        terminal.Write(
            new(manifest.Id.ToString(), target, graph.Path, graph.Bytes, graph.Sha256), CliJson.Readable.BuiltModelDocument,
            (d, _) => terminal.Out.WriteLine($"{d.Model} {d.Target}: {d.File}\n{d.Bytes} bytes, sha256 {d.Sha256}"));
    }

    private static void Refresh(string directory, Terminal terminal)
    {
        var model = GraphBuilder.Refresh(directory);
        terminal.Write(
            new(directory, [.. model.Graphs.Select(g => g.Path)], model.Changed), CliJson.Readable.RefreshedModelDocument,
            (d, _) =>
            {
                foreach (var graph in d.Graphs) terminal.Out.WriteLine($"built {graph}");
                terminal.Out.WriteLine(d.Changed.Count == 0 ? "the manifest was up to date" : "new checksums: " + string.Join(", ", d.Changed));
            });
    }
}
