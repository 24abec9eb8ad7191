namespace Classifier.Core;

/// <summary>Why a batch was sent.</summary>
public enum DispatchReason
{
    /// <summary>It reached its budget in cost or items.</summary>
    Full,

    /// <summary>Waiting longer would have missed the oldest deadline.</summary>
    Deadline,

    /// <summary>The device was idle and waiting would not have paid.</summary>
    Idle,

    /// <summary>The longest allowed delay had passed.</summary>
    MaxDelay,

    /// <summary>The server is draining.</summary>
    Drain,
}
