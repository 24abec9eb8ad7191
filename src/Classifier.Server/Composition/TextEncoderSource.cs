using System.Collections.Concurrent;
using Classifier.Core;
using Classifier.Inference.Manifests;
using Classifier.Pipeline;
using Classifier.Text;

namespace Classifier.Server.Composition;

/// <summary>One encoder a model version, made from the manifest's tokeniser and window.</summary>
internal sealed class TextEncoderSource : ITextEncoderSource
{
    /// <summary>The name of the tokeniser among a manifest's files.</summary>
    private const string TokenizerFile = "tokenizer";
    private readonly ConcurrentDictionary<ModelId, ITextEncoder> _encoders = [];

    public ITextEncoder For(ModelManifest manifest) =>
        _encoders.TryGetValue(manifest.Id, out var known) ? known : _encoders.GetOrAdd(manifest.Id, Load(manifest));

    private static TextEncoder Load(ModelManifest manifest)
    {
        if (!manifest.Files.TryGetValue(TokenizerFile, out var file))
            throw new ClassifierException(ErrorKind.Configuration, $"{manifest.Id}: the manifest names no file '{TokenizerFile}'.");
        return TextEncoder.Load(
            ModelFiles.Locate(manifest.Directory, file.Path),
            new TextEncoderOptions { WindowTokens = manifest.Window.Tokens, OverlapTokens = manifest.Window.Overlap });
    }
}
