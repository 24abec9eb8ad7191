using Classifier.Cli.Json;
using Classifier.Cli.Models;
using Classifier.Cli.Serving;
using Classifier.Cli.Shell;
using Classifier.Core;
using Classifier.Inference;
using Classifier.Inference.Models;
using Classifier.Inference.Providers;
using Classifier.Inference.SelfTests;
using Classifier.Server;
using Microsoft.Extensions.Logging.Abstractions;

namespace Classifier.Cli.Doctor;

/// <summary>What was found on this machine, before anything is made of it.</summary>
/// <param name="Fingerprints">What fingerprint work runs on, after its self-test.</param>
/// <param name="Models">On disk, each with its files compared.</param>
/// <param name="Statuses">As the repository brought them up.</param>
/// <param name="ModelsProblem">Why no model runs at all; null where one does.</param>
/// <param name="SelfTests">Null when they were not asked for.</param>
internal sealed record Examination(
    ProviderChoice Provider,
    ProviderReport Machine,
    FingerprintRecord Fingerprints,
    string ModelsDirectory,
    IReadOnlyList<(FoundModel Model, IReadOnlyList<CheckedFile> Files)> Models,
    IReadOnlyList<ModelStatus> Statuses,
    string? ModelsProblem,
    IReadOnlyList<SelfTestReport>? SelfTests)
{
    /// <summary>Brings the models up as <c>serve</c> does, without serving.</summary>
    public static async Task<Examination> RunAsync(ServerOptions options, bool selfTest, CancellationToken cancellation)
    {
        var provider = ProviderChoices.Parse(options.Provider);
        var machine = ProviderProbe.Run();
        var fingerprints = FingerprintExamination.Run(options.Fingerprints);
        var (models, problem) = await CheckAsync(options.ModelsDirectory, cancellation);
        var repository = new ModelRepository(
            new() { ModelsDirectory = options.ModelsDirectory, DataDirectory = options.DataDirectory, Provider = provider },
            GraphBuilder.BuildAsync, TimeProvider.System, NullLogger<ModelRepository>.Instance);
        await using (repository)
        {
            IReadOnlyList<SelfTestReport>? tests = selfTest ? [] : null;
            try
            {
                await repository.OpenAsync(cancellation);
                if (selfTest) tests = await repository.SelfTestAsync(cancellation);
            }
            catch (ClassifierException e)
            {
                problem ??= e.Message;
            }
            return new(provider, machine, fingerprints, options.ModelsDirectory, models, repository.List(), problem, tests);
        }
    }

    private static async Task<(IReadOnlyList<(FoundModel, IReadOnlyList<CheckedFile>)> Models, string? Problem)> CheckAsync(
        string directory, CancellationToken cancellation)
    {
        try
        {
            var models = new List<(FoundModel, IReadOnlyList<CheckedFile>)>();
            foreach (var model in ModelFolders.Find(directory))
                models.Add((model, model.Manifest is { } manifest ? await ModelFilesCheck.RunAsync(manifest, cancellation) : []));
            return (models, null);
        }
        catch (CliException e)
        {
            return ([], e.Message);
        }
    }
}
