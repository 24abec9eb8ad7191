using Classifier.Core;
using Classifier.Inference.Internal;
using Classifier.Inference.Manifests;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Classifier.Inference.Sessions;

/// <summary>A loaded graph of the family <c>image</c>: its weights, once. Instances with one thread each share it.</summary>
public sealed class ImageGraph : IDisposable
{
    private ImageGraph(InferenceSession session, ModelId model, ImageGraphManifest manifest) =>
        (Session, Model, Manifest) = (session, model, manifest);

    public ModelId Model { get; }
    public ImageGraphManifest Manifest { get; }

    internal InferenceSession Session { get; }

    /// <summary>Loads a graph and checks its input and outputs against the manifest.</summary>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>, one line that names the file.</exception>
    public static ImageGraph Load(string path, ModelId model, ImageGraphManifest manifest, SessionSettings settings)
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
            Check(path, session, manifest);
            return new(session, model, manifest);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>A runner for one thread.</summary>
    public ImageSession CreateSession() => new(this);

    public void Dispose() => Session.Dispose();

    private static void Check(string path, InferenceSession session, ImageGraphManifest manifest)
    {
        if (session.InputMetadata.Count != 1 || !session.InputMetadata.TryGetValue(manifest.Input, out var input))
            throw Failure(path, $"must have the one input '{manifest.Input}'");
        if (!input.IsTensor || input.ElementDataType != TensorElementType.Float || input.Dimensions is not [_, var channels, var height, var width])
            throw Failure(path, $"input '{manifest.Input}' must have four dimensions of float");
        if (channels is not (ImageInput.Channels or < 1) || !Fits(height, manifest.Height) || !Fits(width, manifest.Width))
            throw Failure(path, $"input '{manifest.Input}' has other sizes than the manifest says");
        foreach (var output in manifest.Outputs)
        {
            if (!session.OutputMetadata.TryGetValue(output.Name, out var found)) throw Failure(path, $"has no output '{output.Name}'");
            if (!found.IsTensor || found.ElementDataType != TensorElementType.Float || found.Dimensions.Length < (output.Reduction == ImageReduction.None ? 1 : 2))
                throw Failure(path, $"output '{output.Name}' has another type or rank than this family's");
        }
    }

    /// <summary>A size that the graph leaves open is below 1.</summary>
    private static bool Fits(int size, ImageSide side) => size < 1 || (side.Min == size && side.Max == size);

    private static ClassifierException Failure(string path, string message) => new(ErrorKind.Configuration, $"{OneLine.Of(path)}: {message}");
}
