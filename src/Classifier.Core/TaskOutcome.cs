namespace Classifier.Core;

/// <summary>How a task's result came to be.</summary>
public enum TaskOutcome
{
    /// <summary>The active model scored it.</summary>
    Ok,

    /// <summary>A cheaper path scored it.</summary>
    Degraded,

    /// <summary>The model is suspended.</summary>
    Suspended,

    /// <summary>The task does not apply to this content.</summary>
    Skipped,

    /// <summary>Refused for load.</summary>
    Overloaded,

    /// <summary>The model failed.</summary>
    Error,
}
