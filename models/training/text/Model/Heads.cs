namespace Classifier.Training.Text.Model;

/// <summary>Order of the outputs; the first three are those of the present checkpoint.</summary>
internal static class Heads
{
    public const int Injection = 0;
    public const int Toxicity = 1;
    public const int Hate = 2;
    public const int Indirect = 3;
    public const int Count = 4;

    public static readonly string[] Names = ["injection", "toxicity", "hate", "injection_indirect"];
}
