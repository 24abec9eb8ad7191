using Microsoft.ML.OnnxRuntime;

namespace Classifier.Inference.Internal;

/// <summary>
/// ONNX Runtime's process-wide environment, created once with its own log turned down: what goes wrong reaches us as an
/// exception, and one line of ours says it.
/// </summary>
internal static class RuntimeEnvironment
{
    private static readonly Lazy<OrtEnv> Created = new(() =>
    {
        if (OrtEnv.IsCreated) return OrtEnv.Instance();
        var options = new EnvironmentCreationOptions { logId = "classifier", logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        return OrtEnv.CreateInstanceWithOptions(ref options);
    });

    public static OrtEnv Instance => Created.Value;
}
