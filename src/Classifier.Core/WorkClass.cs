namespace Classifier.Core;

/// <summary>How urgent a piece of work is.</summary>
public enum WorkClass
{
    /// <summary>Bulk work; shed first.</summary>
    Batch,

    /// <summary>Somebody waits.</summary>
    Interactive,
}
