using Classifier.Inference.Manifests;
using Classifier.Text;

namespace Classifier.Pipeline;

/// <summary>Gives each text model the encoder that its manifest asks for.</summary>
public interface ITextEncoderSource
{
    /// <exception cref="Core.ClassifierException">The tokeniser's file is missing or broken.</exception>
    ITextEncoder For(ModelManifest manifest);
}
