using Classifier.Core;
using Classifier.Inference.Manifests;
using Classifier.Pipeline.Ocr.Recognition;

namespace Classifier.Pipeline.Ocr;

/// <summary>The graphs and the dictionary of an OCR model, found by their names in its manifest.</summary>
internal sealed class OcrGraphs
{
    public const string Detection = "detection";
    public const string Angle = "angle";
    public const string Recognition = "recognition";
    private const string Dictionary = "dictionary";

    private OcrGraphs(ModelManifest manifest, CharacterSet characters)
    {
        Id = manifest.Id;
        Characters = characters;
        (DetectionGraph, AngleGraph, RecognitionGraph) = (Find(manifest, Detection), Find(manifest, Angle), Find(manifest, Recognition));
    }

    public ModelId Id { get; }
    public CharacterSet Characters { get; }
    public ImageGraphManifest DetectionGraph { get; }
    public ImageGraphManifest AngleGraph { get; }
    public ImageGraphManifest RecognitionGraph { get; }

    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: a graph or the dictionary is missing.</exception>
    public static OcrGraphs Of(ModelManifest manifest)
    {
        if (!manifest.Files.TryGetValue(Dictionary, out var file))
            throw new ClassifierException(ErrorKind.Configuration, $"{manifest.Id}: the manifest names no file '{Dictionary}'.");
        return new(manifest, CharacterSet.Load(ModelFiles.Locate(manifest.Directory, file.Path)));
    }

    /// <summary>What a picture is resized to for finding lines.</summary>
    public (int Rows, int Columns) DetectionSize(int width, int height, int longestSide)
    {
        var scale = Math.Min(1, (double)longestSide / Math.Max(width, height));
        return (DetectionGraph.Height.Nearest(height * scale), DetectionGraph.Width.Nearest(width * scale));
    }

    private static ImageGraphManifest Find(ModelManifest manifest, string name)
    {
        foreach (var graph in manifest.Graphs)
            if (graph.Name == name) return graph;
        throw new ClassifierException(ErrorKind.Configuration, $"{manifest.Id}: the manifest names no graph '{name}'.");
    }
}
