namespace Classifier.Training.Text.Model;

/// <summary>Texts of similar length, padded to the longest.</summary>
internal sealed class Batch
{
    private const long Pad = 1;

    public Batch(IReadOnlyList<int[]> texts)
    {
        Texts = texts.Count;
        Length = texts.Max(t => t.Length);
        Padded = texts.Any(t => t.Length != Length);
        Ids = new long[Texts * Length];
        Mask = new float[Texts * Length];
        Array.Fill(Ids, Pad);
        for (var i = 0; i < Texts; i++)
        {
            for (var j = 0; j < texts[i].Length; j++)
            {
                Ids[(i * Length) + j] = texts[i][j];
                Mask[(i * Length) + j] = 1;
            }
        }
    }

    public int Texts { get; }

    public int Length { get; }

    public bool Padded { get; }

    public long[] Ids { get; }

    public float[] Mask { get; }
}
