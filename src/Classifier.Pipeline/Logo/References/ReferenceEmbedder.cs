using Classifier.Core;
using Classifier.Inference;
using Classifier.Inference.Manifests;
using Classifier.Pipeline.Logo.Detection;

namespace Classifier.Pipeline.Logo.References;

/// <summary>
/// Embeds references as the public bank was made: the logo in the middle of 160 × 160 pixels, before white and before black; the
/// embedding is that of the most logo-like of the 16 cells in the middle. A ground before which the model sees no logo, as a white one
/// before white, gives no row: it would stand for the ground.
/// </summary>
internal sealed class ReferenceEmbedder(IImageModel model)
{
    private const int Side = LogoManifest.ReferenceSide;
    private const int CentreCells = 4;

    /// <returns>
    /// At most two rows of unit length, one after the other, and whether the model sees the logo at all; where it does not, the row that
    /// is most like one.
    /// </returns>
    /// <exception cref="ClassifierException">Refused for load, late.</exception>
    /// <exception cref="ModelFaultException">The model failed.</exception>
    public async ValueTask<(float[] Rows, bool IsSeen)> EmbedAsync(
        ReferencePicture picture, string tenant, WorkClass work, long deadline, CancellationToken cancellation)
    {
        var white = await EmbedAsync(picture, byte.MaxValue, tenant, work, deadline, cancellation).ConfigureAwait(false);
        var black = await EmbedAsync(picture, byte.MinValue, tenant, work, deadline, cancellation).ConfigureAwait(false);
        var least = model.Manifest.Logo!.Objectness;
        var (surer, other) = black.Objectness > white.Objectness ? (black, white) : (white, black);
        float[] rows = other.Objectness >= least ? [.. white.Row, .. black.Row] : surer.Row;
        return (rows, surer.Objectness >= least);
    }

    private async ValueTask<(float[] Row, double Objectness)> EmbedAsync(
        ReferencePicture picture, byte before, string tenant, WorkClass work, long deadline, CancellationToken cancellation)
    {
        var input = new ImageInput(Canvas(picture, before), Side, Side);
        var outputs = await model.RunAsync(LogoManifest.Graph, new(input, tenant, work, deadline), cancellation).ConfigureAwait(false);
        var map = new CellMap(model.Manifest, outputs, Side, Side);
        var cell = MostLogoLike(map);
        return (map.Embedding(cell), 1 / (1 + Math.Exp(-map.Logit(cell))));
    }

    private static int MostLogoLike(CellMap map)
    {
        var (top, left) = ((map.Rows - CentreCells) / 2, (map.Columns - CentreCells) / 2);
        var best = -1;
        for (var y = top; y < top + CentreCells; y++)
            for (var x = left; x < left + CentreCells; x++)
                if (best < 0 || map.Logit((y * map.Columns) + x) > map.Logit(best)) best = (y * map.Columns) + x;
        return best;
    }

    private float[] Canvas(ReferencePicture picture, byte before)
    {
        var scale = model.Manifest.Graphs[0].Scale ?? ChannelScale.Unit;
        var pixels = before == byte.MaxValue ? picture.OnWhite : picture.OnBlack;
        var (left, top) = ((Side - picture.Width) / 2, (Side - picture.Height) / 2);
        var values = new float[ImageInput.Channels * Side * Side];
        for (var channel = 0; channel < ImageInput.Channels; channel++)
        {
            var plane = values.AsSpan(channel * Side * Side, Side * Side);
            plane.Fill(Value(before, channel));
            for (var y = 0; y < picture.Height; y++)
                for (var x = 0; x < picture.Width; x++)
                    plane[((top + y) * Side) + left + x] = Value(pixels[(3 * ((y * picture.Width) + x)) + channel], channel);
        }
        return values;

        float Value(byte level, int channel) => ((level / 255f) - scale.Mean[channel]) / scale.Scale[channel];
    }
}
