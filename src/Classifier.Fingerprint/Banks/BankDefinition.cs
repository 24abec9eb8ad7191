using Classifier.Core;

namespace Classifier.Fingerprint.Banks;

/// <summary>What a bank is.</summary>
/// <param name="Name">1 to 64 of a-z, 0-9, - and _, beginning with a letter or digit.</param>
/// <param name="Algorithm">One of <see cref="FingerprintAlgorithms"/>.</param>
/// <param name="Threshold">Most bits that differ in a match.</param>
/// <param name="Negative">A match here suppresses those of other banks.</param>
/// <param name="Description">At most 1024 characters.</param>
public sealed record BankDefinition(string Name, string Algorithm, int Threshold, bool Negative = false, string Description = "")
{
    private const int MaxName = 64;
    private const int MaxDescription = 1024;

    public static bool IsName(string name) =>
        name.Length is > 0 and <= MaxName && char.IsAsciiLetterOrDigit(name[0])
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');

    /// <exception cref="ClassifierException">InvalidArgument.</exception>
    internal void Validate()
    {
        if (!IsName(Name))
            throw ClassifierException.Invalid("bank.name", $"A bank's name has 1 to {MaxName} of a-z, 0-9, - and _, and begins with a letter or digit.");
        var bits = FingerprintAlgorithms.BitsOf(Algorithm);
        if (bits == 0)
            throw ClassifierException.Invalid("bank.algorithm", "There is no such algorithm.");
        if (Threshold < 0 || Threshold > bits)
            throw ClassifierException.Invalid("bank.threshold", $"A threshold of this algorithm is 0 to {bits}.");
        if (Description.Length > MaxDescription)
            throw ClassifierException.Invalid("bank.description", $"A description has at most {MaxDescription} characters.");
    }
}
