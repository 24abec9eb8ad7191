using Classifier.Core;
using Classifier.Inference;

namespace Classifier.Pipeline.Logo;

/// <summary>Finds logos in items' pictures and says whose they are. Thread-safe.</summary>
public sealed class LogoFinder
{
    private readonly BrandLibrary _library;
    private readonly LogoOptions _options;

    /// <exception cref="ClassifierException">The options are out of range.</exception>
    public LogoFinder(BrandLibrary library, LogoOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_library, _options) = (library, options);
    }

    /// <summary>Whether looking for logos can decide anything: a bank without a protected brand gives evidence alone.</summary>
    public bool CanDecide => _library.HasProtected;

    /// <summary>One who looks at the pictures of one item.</summary>
    internal LogoViewer Viewer(IImageModel model, ClassificationRequest request) => new(model, _library, _options, request);
}
