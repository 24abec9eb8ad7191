using Classifier.Inference.Internal;
using Microsoft.ML.OnnxRuntime;

namespace Classifier.Inference.Sessions;

/// <summary>How a graph is run.</summary>
/// <param name="Provider"><c>cpu</c> or <c>cuda</c>.</param>
/// <param name="Threads">Threads inside one run; at least 1.</param>
public sealed record SessionSettings(string Provider, int Threads)
{
    public const string Cpu = "cpu";
    public const string Cuda = "cuda";

    /// <summary>
    /// On the processor the fused kernels are slower than what they replace (docs/onnx-runtime.md), so those fusions stay off
    /// there; on CUDA they win. The list is split at semicolons, whatever the comment in the runtime's header says; a test sees to it.
    /// </summary>
    private const string SlowOnProcessor = "SkipLayerNormFusion;BiasGeluFusion";

    internal bool OnDevice => Provider == Cuda;

    /// <exception cref="OnnxRuntimeException">The CUDA provider does not load.</exception>
    internal SessionOptions ToOptions()
    {
        _ = RuntimeEnvironment.Instance;
        var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            IntraOpNumThreads = Threads,
            InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
            EnableCpuMemArena = true,
            // Memory patterns are kept for each set of input shapes: with packed batches nearly every run would add one.
            EnableMemoryPattern = false,
        };
        try
        {
            // A spinning pool takes the cores that tokenise and serve.
            options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
            options.AddSessionConfigEntry("session.inter_op.allow_spinning", "0");
            if (OnDevice) AppendCuda(options);
            else options.AddSessionConfigEntry("optimization.disable_specified_optimizers", SlowOnProcessor);
            return options;
        }
        catch
        {
            options.Dispose();
            throw;
        }
    }

    private static void AppendCuda(SessionOptions options)
    {
        using var cuda = new OrtCUDAProviderOptions();
        cuda.UpdateOptions(new Dictionary<string, string>
        {
            ["device_id"] = "0",
            ["arena_extend_strategy"] = "kSameAsRequested",
        });
        options.AppendExecutionProvider_CUDA(cuda);
    }
}
