using Classifier.Text;
using Classifier.V1;
using Grpc.Core;

namespace Classifier.Peers;

internal sealed class PeerService(TextTokenizer tokenizer, IScorer scorer, Heads heads) : ClassifierService.ClassifierServiceBase
{
    private const int MaxLength = 256;

    public override async Task<ClassifyResponse> Classify(ClassifyRequest request, ServerCallContext context)
    {
        var ids = tokenizer.Encode(string.Join('\n', request.Item.Parts.Select(p => p.Text)), context.CancellationToken);
        if (ids.Length > MaxLength) ids = [.. ids[..(MaxLength - 1)], TextTokenizer.EndId];
        return heads.Judge(await scorer.ScoreAsync(ids));
    }
}
