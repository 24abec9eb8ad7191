using System.Text;
using Classifier.Core;

namespace Classifier.Pipeline.Internal;

/// <summary>What an item must satisfy before anything is spent on it.</summary>
internal static class RequestRules
{
    /// <exception cref="ClassifierException">InvalidArgument or TooLarge.</exception>
    public static void Check(ClassificationRequest request, PipelineOptions limits)
    {
        if (request.Parts.Count == 0) throw ClassifierException.Invalid("item.parts", "An item needs at least one part.");
        if (request.Parts.Count > limits.MaxParts)
            throw ClassifierException.Invalid("item.parts", $"An item has at most {limits.MaxParts} parts.");

        long bytes = 0;
        for (var i = 0; i < request.Parts.Count; i++)
        {
            var part = request.Parts[i];
            if (!part.IsText && part.Image.IsEmpty) throw ClassifierException.Invalid($"item.parts[{i}]", "A part holds a text or a picture.");
            if (part.IsText) bytes += Encoding.UTF8.GetByteCount(part.Text!);
        }
        if (bytes > limits.MaxTextBytes) throw TooLong(limits);
    }

    public static ClassifierException TooLong(PipelineOptions limits) =>
        new(ErrorKind.TooLarge, $"The text of an item may have at most {limits.MaxTextBytes} bytes of UTF-8.", "item.parts");
}
