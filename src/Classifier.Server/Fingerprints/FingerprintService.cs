using Classifier.Fingerprint;
using Classifier.Fingerprint.Banks;
using Classifier.Fingerprint.Duplicates;
using Grpc.Core;

namespace Classifier.Server.Fingerprints;

/// <summary><c>classifier.v1.FingerprintService</c>.</summary>
internal sealed class FingerprintService(BankStore banks, InputFingerprints fingerprints, INearPairFinder pairs) : V1.FingerprintService.FingerprintServiceBase
{
    private const int DefaultLimit = 10;
    private const int MaxLimit = 1000;

    public override async Task<V1.HashResponse> Hash(V1.HashRequest request, ServerCallContext context) =>
        FingerprintMapping.Hash(await fingerprints.ComputeAsync(request.Input, request.Algorithm, context.CancellationToken));

    public override async Task<V1.MatchResponse> Match(V1.MatchRequest request, ServerCallContext context)
    {
        var limit = request.Limit == 0 ? DefaultLimit : request.Limit;
        if (limit is < 1 or > MaxLimit)
            throw Core.ClassifierException.Invalid("limit", $"The limit is 0 or 1 to {MaxLimit}.");
        var fingerprint = await fingerprints.ComputeAsync(request.Input, request.Algorithm, context.CancellationToken);
        return FingerprintMapping.Matches(banks.Match(fingerprint.Algorithm, fingerprint.Hash, request.Banks, limit));
    }

    public override async Task<V1.RegisterResponse> Register(V1.RegisterRequest request, ServerCallContext context)
    {
        FingerprintFields.CheckId(request.Id);
        FingerprintFields.CheckLabels(request.Labels);
        var bank = banks.Get(request.Bank);
        var fingerprint = await fingerprints.ComputeAsync(request.Input, bank.Definition.Algorithm, context.CancellationToken);
        var replaced = await bank.RegisterAsync(new BankItem(request.Id, fingerprint.Hash, request.Labels));
        var response = new V1.RegisterResponse { Hash = fingerprint.Hex, Replaced = replaced };
        if (fingerprint.Quality is { } quality) response.Quality = quality;
        return response;
    }

    public override async Task<V1.RemoveResponse> Remove(V1.RemoveRequest request, ServerCallContext context)
    {
        FingerprintFields.CheckId(request.Id);
        return new V1.RemoveResponse { Removed = await banks.Get(request.Bank).RemoveAsync(request.Id) };
    }

    public override async Task FindDuplicates(
        V1.FindDuplicatesRequest request, IServerStreamWriter<V1.FindDuplicatesResponse> responseStream, ServerCallContext context)
    {
        var bank = banks.Get(request.Bank);
        var threshold = request.HasThreshold ? request.Threshold : bank.Definition.Threshold;
        var most = FingerprintAlgorithms.BitsOf(bank.Definition.Algorithm) - 1;
        if (threshold < 0 || threshold > most)
            throw Core.ClassifierException.Invalid("threshold", $"The threshold is 0 to {most}.");
        var cancellation = context.CancellationToken;
        await ProgressAsync("reading", 0, 0);
        BankItem[] items = [.. bank.Items()];
        await ProgressAsync("comparing", items.Length, 0);
        Hash256[] hashes = [.. items.Select(item => item.Hash)];
        var groups = await Task.Run(() => DuplicateGroups.Of(hashes, threshold, pairs, cancellation), cancellation);
        foreach (var group in groups)
            await responseStream.WriteAsync(new V1.FindDuplicatesResponse { Group = FingerprintMapping.Group(group, items) }, cancellation);
        await ProgressAsync("done", items.Length, groups.Count);

        Task ProgressAsync(string stage, long count, long found) => responseStream.WriteAsync(
            new V1.FindDuplicatesResponse { Progress = new V1.Progress { Stage = stage, Items = count, Groups = found } }, cancellation);
    }

    public override Task<V1.Bank> CreateBank(V1.CreateBankRequest request, ServerCallContext context)
    {
        var bank = request.Bank ?? throw Core.ClassifierException.Invalid("bank", "A bank is needed.");
        return Task.FromResult(FingerprintMapping.Bank(banks.Create(
            new BankDefinition(bank.Name, bank.Algorithm, bank.Threshold, bank.Negative, bank.Description))));
    }

    public override Task<V1.ListBanksResponse> ListBanks(V1.ListBanksRequest request, ServerCallContext context) =>
        Task.FromResult(new V1.ListBanksResponse { Banks = { banks.List().Select(FingerprintMapping.Bank) } });

    public override Task<V1.DeleteBankResponse> DeleteBank(V1.DeleteBankRequest request, ServerCallContext context)
    {
        banks.Delete(request.Bank);
        return Task.FromResult(new V1.DeleteBankResponse());
    }
}
