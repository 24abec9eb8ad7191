using Classifier.Core;
using Microsoft.Extensions.Logging;

namespace Classifier.Pipeline;

/// <summary>Log events of the pipeline. None carries content.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 3001, Level = LogLevel.Error, Message = "Model {Model} failed on a request.")]
    public static partial void ModelFailed(ILogger logger, ModelId model, Exception exception);
}
