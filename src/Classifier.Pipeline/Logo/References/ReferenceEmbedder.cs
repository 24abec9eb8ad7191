using Classifier.Core;
using Classifier.Inference;
using Classifier.Inference.Manifests;
using Classifier.Pipeline.Logo.Detection;

namespace Classifier.Pipeline.Logo.References;

/// <summary>
/// Embeds references as the public bank was made: the logo in the middle of 160 × 160 pixels, before white and before black; the
/// embedding is that of the most logo-like of the 16 cells in the middle.
/// </summary>
internal sealed class ReferenceEmbedder(IImageModel model)
{
    private const int Side = LogoManifest.ReferenceSide;
    private const int CentreCells = 4;

    /// <returns>Two rows of unit length, and the larger of the two probabilities that a logo stands there.</returns>
    /// <exception cref="ClassifierException">Refused for load, late.</exception>
    /// <exception cref="ModelFaultException">The model failed.</exception>
    public async ValueTask<(float[] Rows, double Objectness)> EmbedAsync(
        ReferencePicture picture, string tenant, WorkClass work, long deadline, CancellationToken cancellation)
    {
        var rows = new float[2 * LogoManifest.Dimensions];
        var best = double.NegativeInfinity;
        for (var i = 0; i < 2; i++)
        {
            var input = new ImageInput(Canvas(picture, before: i == 0 ? byte.MaxValue : byte.MinValue), Side, Side);
            var outputs = await model.RunAsync(LogoManifest.Graph, new(input, tenant, work, deadline), cancellation).ConfigureAwait(false);
            var map = new CellMap(model.Manifest, outputs, Side, Side);
            var cell = MostLogoLike(map);
            best = Math.Max(best, map.Logit(cell));
            map.Embedding(cell).CopyTo(rows.AsSpan(i * LogoManifest.Dimensions));
        }
        return (rows, 1 / (1 + Math.Exp(-best)));
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
