using System.Text;
using Classifier.Core;

namespace Classifier.Server.Fingerprints;

/// <summary>Bounds of what callers name.</summary>
internal static class FingerprintFields
{
    private const int MaxIdBytes = 256;
    private const int MaxLabels = 16;
    private const int MaxLabelBytes = 256;

    public static void CheckId(string id)
    {
        if (id.Length == 0 || Encoding.UTF8.GetByteCount(id) > MaxIdBytes || id.Any(char.IsControl))
            throw ClassifierException.Invalid("id", $"An id has 1 to {MaxIdBytes} bytes and no control characters.");
    }

    public static void CheckLabels(IDictionary<string, string> labels)
    {
        if (labels.Count > MaxLabels || labels.Any(label => TooLong(label.Key) || TooLong(label.Value)))
            throw ClassifierException.Invalid("labels", $"There are at most {MaxLabels} labels of at most {MaxLabelBytes} bytes each.");
    }

    private static bool TooLong(string text) => Encoding.UTF8.GetByteCount(text) > MaxLabelBytes;
}
