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
        var angle = await RunAsync(OcrGraphs.Angle, CropSampler.Cut(image, line, graphs.AngleGraph.Height, graphs.AngleGraph.Width), cancellation)
            .ConfigureAwait(false);
        if (angle.Values[OnItsHead] >= options.TurnThreshold) line = line.HalfTurn();
        var steps = await RunAsync(
            OcrGraphs.Recognition, CropSampler.Cut(image, line, graphs.RecognitionGraph.Height, graphs.RecognitionGraph.Width), cancellation)
            .ConfigureAwait(false);
        return graphs.Characters.Decode(steps.Values);
    }

    private async ValueTask<ImageTensor> RunAsync(string graph, ImageInput input, CancellationToken cancellation)
    {
        var outputs = await model.RunAsync(graph, new(input, work.Tenant, work.Class, work.Deadline), cancellation).ConfigureAwait(false);
        return outputs.Tensors[0];
    }
}
