using Classifier.Imaging;
using Classifier.Inference;
using Classifier.Pipeline.Ocr.Detection;
using Classifier.Pipeline.Ocr.Recognition;

namespace Classifier.Pipeline.Ocr;

/// <summary>Reads lines of one picture. Thread-safe.</summary>
internal sealed class LineReader(IImageModel model, OcrGraphs graphs, RgbImage image, PictureWork work, OcrOptions options)
{
    /// <summary>A box so much higher than wide holds a line that was turned by a quarter, as PaddleOCR takes it.</summary>
    private const double QuarterTurnRatio = 1.5;

    /// <summary>Outputs of the angle graph: probability of 0 and of 180 degrees.</summary>
    private const int OnItsHead = 1;

    /// <param name="box">In pixels of the decoded picture.</param>
    public async ValueTask<(string Text, double Confidence)> ReadAsync(RotatedBox box, CancellationToken cancellation)
    {
        var line = box.Height >= QuarterTurnRatio * box.Width ? box.QuarterTurn() : box;
        var (input, _) = CropSampler.Cut(image, line, graphs.AngleGraph.Height, graphs.AngleGraph.Width);
        var angle = await RunAsync(OcrGraphs.Angle, input, cancellation).ConfigureAwait(false);
        var upright = await DecodeAsync(line, cancellation).ConfigureAwait(false);
        if (angle.Values[OnItsHead] < options.TurnThreshold) return upright;
        // The angle graph sees a long line squeezed and errs on small ones: what reads better both ways has the last word.
        var turned = await DecodeAsync(line.HalfTurn(), cancellation).ConfigureAwait(false);
        return turned.Confidence > upright.Confidence ? turned : upright;
    }

    private async ValueTask<(string Text, double Confidence)> DecodeAsync(RotatedBox line, CancellationToken cancellation)
    {
        var (input, used) = CropSampler.Cut(image, line, graphs.RecognitionGraph.Height, graphs.RecognitionGraph.Width);
        var steps = await RunAsync(OcrGraphs.Recognition, input, cancellation).ConfigureAwait(false);
        return graphs.Characters.Decode(steps.Values, WordGaps.Find(input, used));
    }

    private async ValueTask<ImageTensor> RunAsync(string graph, ImageInput input, CancellationToken cancellation)
    {
        var outputs = await model.RunAsync(graph, new(input, work.Tenant, work.Class, work.Deadline), cancellation).ConfigureAwait(false);
        return outputs.Tensors[0];
    }
}
