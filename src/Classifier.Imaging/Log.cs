using Microsoft.Extensions.Logging;

namespace Classifier.Imaging;

/// <summary>Log events of imaging. None carries content.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 7001, Level = LogLevel.Warning, Message = "Image worker {Slot} ended on a picture of {Bytes} bytes; another is started.")]
    public static partial void WorkerCrashed(ILogger logger, int slot, int bytes);

    [LoggerMessage(EventId = 7002, Level = LogLevel.Warning, Message = "Image worker {Slot} took too long over a picture of {Bytes} bytes and was ended.")]
    public static partial void WorkerHung(ILogger logger, int slot, int bytes);

    [LoggerMessage(EventId = 7003, Level = LogLevel.Error, Message = "Image worker {Slot} does not start.")]
    public static partial void WorkerDoesNotStart(ILogger logger, int slot, Exception exception);
}
