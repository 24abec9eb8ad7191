using Classifier.Core;
using Classifier.Inference.Internal;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Classifier.Inference.Manifests;

/// <summary>
/// Reads the one document of a YAML file. Anchors, aliases and tags are refused (nothing in a manifest needs them, and
/// aliases are how a small file becomes a large one), and nesting is bounded because the tree is built recursively.
/// </summary>
internal static class YamlDocumentReader
{
    private const int MaxDepth = 16;
    private const int MaxCharacters = 256 * 1024;

    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>, one line.</exception>
    public static YamlSection Read(string yaml, string file, ReadOnlySpan<string> keys)
    {
        if (yaml.Length > MaxCharacters) throw YamlSection.Failure(file, "", "is larger than 256 KiB");
        try
        {
            CheckShape(yaml, file);
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            return YamlSection.Of(stream.Documents[0].RootNode, file, "", keys);
        }
        catch (YamlException e)
        {
            throw YamlSection.Failure(file, "", $"is not YAML: line {e.Start.Line}: {OneLine.Of(e.Message)}");
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw YamlSection.Failure(file, "", "is not YAML: " + OneLine.Of(e.Message));
        }
    }

    private static void CheckShape(string yaml, string file)
    {
        var parser = new Parser(new StringReader(yaml));
        var (depth, documents) = (0, 0);
        while (parser.MoveNext())
        {
            if (parser.Current is DocumentStart && ++documents > 1) throw YamlSection.Failure(file, "", "holds more than one document");
            if (parser.Current is AnchorAlias or NodeEvent { Anchor.IsEmpty: false })
                throw YamlSection.Failure(file, "", $"line {parser.Current.Start.Line}: anchors and aliases are not allowed");
            if (parser.Current is NodeEvent { Tag.IsEmpty: false })
                throw YamlSection.Failure(file, "", $"line {parser.Current.Start.Line}: tags are not allowed");
            depth += parser.Current!.NestingIncrease;
            if (depth > MaxDepth) throw YamlSection.Failure(file, "", $"line {parser.Current.Start.Line}: nested too deeply");
        }
        if (documents == 0) throw YamlSection.Failure(file, "", "is empty");
    }
}
