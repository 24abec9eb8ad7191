using Classifier.Core;
using Classifier.Imaging;
using Classifier.Inference;
using Classifier.Inference.Manifests;
using Classifier.Pipeline.Images;
using Classifier.Pipeline.Logo.Bank;
using Classifier.Pipeline.Logo.Detection;

namespace Classifier.Pipeline.Logo;

/// <summary>Looks for known logos in every frame of an item's pictures. Logos that no brand is near are unknown and left out.</summary>
internal sealed class LogoViewer(IImageModel model, BrandLibrary library, LogoOptions options, ClassificationRequest request) : IPictureViewer
{
    private readonly LogoSearch _search = new(model, options);
    private readonly List<LogoScores> _scores = [];

    public TaskOutcome? Failure { get; set; }

    /// <summary>One entry a frame, in the order of the parts.</summary>
    public IReadOnlyList<LogoScores> Scores => _scores;

    public IPictureVisit Admit(int part, in ImageHeader header, int frames)
    {
        var cost = frames * _search.Cost(header.Width, header.Height);
        return new Visit(this, part, model.Admit(LogoManifest.Graph, new(cost, request.Tenant, request.Class, request.Deadline)));
    }

    private async ValueTask LookAsync(int part, DecodedImage picture, CancellationToken cancellation)
    {
        var bank = await library.ForAsync(model, cancellation).ConfigureAwait(false);
        var direction = PartRoles.Judge(request.Parts[part].Role, request.Direction);
        for (var i = 0; i < picture.Frames.Count; i++)
        {
            var (logos, timings) = await _search.FindAsync(picture.Frames[i], request, cancellation).ConfigureAwait(false);
            int? frame = picture.Header.Frames > 1 ? picture.Places[i] : null;
            _scores.Add(new(part, frame, direction, [.. Known(bank, logos, model.Manifest.Logo!.Near)], timings));
        }
    }

    private static IEnumerable<KnownLogo> Known(BrandBank bank, List<LogoCandidate> logos, double near)
    {
        foreach (var logo in logos)
            if (bank.Nearest(logo.Embedding) is { } nearest && nearest.Cosine >= near)
                yield return new(logo.Box.ToPixels(), nearest.Brand, nearest.Cosine);
    }

    private sealed class Visit(LogoViewer viewer, int part, IDisposable ticket) : IPictureVisit
    {
        public DecodeRequest Wanted => DecodeRequest.Display;

        public ValueTask LookAsync(DecodedImage picture, CancellationToken cancellation)
        {
            // From here on the queue itself counts the work.
            ticket.Dispose();
            return viewer.LookAsync(part, picture, cancellation);
        }

        public void Dispose() => ticket.Dispose();
    }
}
