using Classifier.V1;

namespace Classifier.Cli.Load.Content;

/// <summary>One thing to send, ready but for its priority.</summary>
/// <param name="Request">Any content that the API takes.</param>
/// <param name="Positive">Its label.</param>
/// <param name="Task">Whose verdict is compared with the label; null where none says what it says.</param>
internal sealed record LoadItem(ClassifyRequest Request, bool Positive, string? Task);
