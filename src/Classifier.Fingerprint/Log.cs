using Microsoft.Extensions.Logging;

namespace Classifier.Fingerprint;

/// <summary>Everything that this project logs.</summary>
internal static partial class Log
{
    [LoggerMessage(6001, LogLevel.Information, "Fingerprint index opened: {Segments} segments, {Changes} changes in the log")]
    public static partial void IndexOpened(ILogger logger, int segments, int changes);

    [LoggerMessage(6002, LogLevel.Warning, "A crash had torn the end of the fingerprint log: {Bytes} bytes, none acknowledged, were cut off")]
    public static partial void LogTorn(ILogger logger, long bytes);

    [LoggerMessage(6101, LogLevel.Information, "Fingerprint kernels run on {Device}")]
    public static partial void AcceleratorReady(ILogger logger, string device);

    [LoggerMessage(6102, LogLevel.Warning, "Fingerprint kernels left {Device} for the processor: {Reason}")]
    public static partial void AcceleratorLost(ILogger logger, string device, string reason);

    [LoggerMessage(6103, LogLevel.Information, "Near pairs: device {Device:0.00} G/s, processor {Host:0.00} G/s; sets go to the device from {From} items (0: never)")]
    public static partial void PairRates(ILogger logger, double device, double host, int from);
}
