using Classifier.Core;

namespace Classifier.Pipeline.Recognition;

/// <summary>Recognises items that were seen before, and remembers outputs. Thread-safe.</summary>
public interface IRecogniser
{
    /// <summary>Refuses a query that names what is not there, before anything is spent on the item.</summary>
    /// <param name="request">Without parts when its output is still to be written; only the banks' existence is checked then.</param>
    /// <exception cref="ClassifierException">NotFound: a bank. InvalidArgument: no output of the item fits a bank to register in.</exception>
    void Check(SeenBeforeQuery query, ClassificationRequest request);

    /// <summary>Registers the item's outputs, then looks for its parts. <see cref="Check"/> has taken the same query and item.</summary>
    /// <param name="outputId">Names what is registered; its own items are no match.</param>
    /// <returns>One entry a part and algorithm.</returns>
    /// <exception cref="ClassifierException">NotFound: a bank was deleted since; a picture is damaged; refused for load; StorageFailed.</exception>
    ValueTask<IReadOnlyList<PartFingerprint>> RecogniseAsync(
        SeenBeforeQuery query, ClassificationRequest request, string outputId, CancellationToken cancellation);
}
