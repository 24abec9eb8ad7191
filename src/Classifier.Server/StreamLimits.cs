namespace Classifier.Server;

/// <summary>Bounds of one ClassifyStream call.</summary>
public sealed record StreamLimits
{
    /// <summary>Messages read and not yet answered; the server reads no further while it is reached.</summary>
    public int InFlight { get; init; } = 64;

    /// <summary>Outputs that grow at a time.</summary>
    public int OpenOutputs { get; init; } = 256;

    /// <summary>UTF-8 bytes that one output may grow to.</summary>
    public int OutputBytes { get; init; } = 1024 * 1024;
}
