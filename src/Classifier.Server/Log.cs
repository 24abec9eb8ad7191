namespace Classifier.Server;

/// <summary>Everything that this project logs. Content, and messages of foreign exceptions, are never among the values.</summary>
internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Error, "Incident {Incident}: {Method} failed with {Exception} {Stack}")]
    public static partial void Incident(ILogger logger, string incident, string method, string exception, string stack);

    [LoggerMessage(1002, LogLevel.Warning, "Model {Model} failed a request of {Method}")]
    public static partial void ModelFault(ILogger logger, string model, string method);

    [LoggerMessage(1003, LogLevel.Information, "Health of {Service} is {Status}")]
    public static partial void HealthChanged(ILogger logger, string service, string status);

    [LoggerMessage(1004, LogLevel.Information, "Draining: running calls have {Seconds} s to finish")]
    public static partial void Draining(ILogger logger, double seconds);

    [LoggerMessage(1005, LogLevel.Information, "Stopped")]
    public static partial void Stopped(ILogger logger);
}
