namespace Classifier.Peers;

/// <summary>Token ids in, logits out.</summary>
internal interface IScorer
{
    Task<Scored> ScoreAsync(int[] ids);
}

internal readonly record struct Scored(float[] Logits, int BatchSize, int Real, int Padded);
