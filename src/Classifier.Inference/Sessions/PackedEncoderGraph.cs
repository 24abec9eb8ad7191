using Classifier.Core;
using Classifier.Inference.Internal;
using Classifier.Inference.Manifests;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Classifier.Inference.Sessions;

/// <summary>
/// A loaded graph of the family <c>packed-encoder</c>: its weights, once. Instances with one thread each share it, because
/// ONNX Runtime allows concurrent runs of a session and such a run stays on its caller's thread.
/// </summary>
public sealed class PackedEncoderGraph : IDisposable
{
    public const string OutputName = "logits";

    private PackedEncoderGraph(InferenceSession session, ModelManifest manifest, SessionSettings settings)
    {
        Session = session;
        Manifest = manifest;
        Settings = settings;
    }

    public ModelManifest Manifest { get; }
    public SessionSettings Settings { get; }

    internal InferenceSession Session { get; }
    internal TensorElementType OutputType => Session.OutputMetadata[OutputName].ElementDataType;

    /// <summary>Loads a graph and checks that it is one of this family with as many logits as the manifest names.</summary>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>, one line that names the file.</exception>
    public static PackedEncoderGraph Load(string path, ModelManifest manifest, SessionSettings settings)
    {
        InferenceSession session;
        try
        {
            using var options = settings.ToOptions();
            session = new(path, options);
        }
        catch (Exception e) when (e is OnnxRuntimeException or DllNotFoundException or EntryPointNotFoundException)
        {
            throw Failure(path, "cannot be loaded on " + settings.Provider + ": " + OneLine.Of(e.Message));
        }
        try
        {
            Check(path, session, manifest.Outputs.Count);
            return new(session, manifest, settings);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>A runner for one thread.</summary>
    public PackedEncoderSession CreateSession() => new(this);

    public void Dispose() => Session.Dispose();

    private static void Check(string path, InferenceSession session, int outputs)
    {
        foreach (var (name, input) in session.InputMetadata)
        {
            if (!PackedInput.Names.Contains(name)) throw Failure(path, $"input '{OneLine.Of(name)}' is none of this family's");
            var rank = name is "pad" or "mask" or "pool" ? 2 : 1;
            if (!input.IsTensor || !TensorBuffer.IsSupported(input.ElementDataType) || input.Dimensions.Length != rank)
                throw Failure(path, $"input '{name}' has another type or rank than this family's");
        }
        if (!session.InputMetadata.ContainsKey("ids")) throw Failure(path, "has no input 'ids'");
        if (!session.OutputMetadata.TryGetValue(OutputName, out var logits)) throw Failure(path, $"has no output '{OutputName}'");
        if (!logits.IsTensor || logits.ElementDataType is not (TensorElementType.Float or TensorElementType.Float16) || logits.Dimensions.Length != 2)
            throw Failure(path, $"output '{OutputName}' must have two dimensions of float or float16");
        if (logits.Dimensions[1] > 0 && logits.Dimensions[1] != outputs)
            throw Failure(path, $"gives {logits.Dimensions[1]} logits, the manifest names {outputs} outputs");
    }

    private static ClassifierException Failure(string path, string message) => new(ErrorKind.Configuration, $"{OneLine.Of(path)}: {message}");
}
