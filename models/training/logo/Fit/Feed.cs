using System.Collections.Concurrent;
using Classifier.Training.Logo.Scenes;
using SkiaSharp;
using static TorchSharp.torch;

namespace Classifier.Training.Logo.Fit;

/// <summary>Makes batches of scenes on a thread of its own, a few ahead.</summary>
internal sealed class Feed : IDisposable
{
    private const double Empty = .12, LookAlike = .1, Reference = .15;
    private const int Ahead = 6;
    private readonly BlockingCollection<Scene[]> _ready = new(Ahead);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _maker;

    public Feed(Classes classes, Composer composer, int batch, int seed) =>
        _maker = Task.Run(() => Make(classes, composer, batch, new Random(seed)));

    public Scene[] Take() => _ready.Take();

    /// <summary>[N, 3, side, side], normalised.</summary>
    public static Tensor Pixels(IReadOnlyList<Scene> scenes)
    {
        var side = scenes[0].Side;
        var bytes = new byte[scenes.Count * side * side * 3];
        for (var n = 0; n < scenes.Count; n++)
        {
            scenes[n].Pixels.CopyTo(bytes, n * side * side * 3);
        }

        return (tensor(bytes, [scenes.Count, side, side, 3], uint8).permute(0, 3, 1, 2).to(float32).contiguous() - 127) / 128;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _maker.Wait();
        _ready.Dispose();
        _stop.Dispose();
    }

    private void Make(Classes classes, Composer composer, int batch, Random random)
    {
        try
        {
            while (true)
            {
                var scenes = new List<Scene>();
                while (scenes.Count < batch)
                {
                    scenes.AddRange(Next(classes, composer, random));
                }

                _ready.Add([.. scenes.Take(batch)], _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Asked for.
        }
    }

    private static IEnumerable<Scene> Next(Classes classes, Composer composer, Random random)
    {
        if (random.Of(Empty))
        {
            return [composer.Empty(random), composer.Empty(random)];
        }

        var brand = classes.Draw(random);
        var pair = classes.Pair(brand, random);
        // A logo, but of nobody: objectness and box learn from it, the embedding does not.
        if (random.Of(LookAlike))
        {
            var other = classes.Pair(classes.Draw(random), random)[0].Bitmap;
            return [composer.Logo(Alterations.Apply((Alteration)random.Next(5), pair[0].Bitmap, other, random), pair[0].Art, LossTerms.Nobody, random)];
        }

        return [.. pair.Select(a => random.Of(Reference) ? composer.Reference(a.Bitmap, a.Art, brand, random.Of(.5) ? SKColors.White : SKColors.Black, random.Between(60, 100)) : composer.Logo(a.Bitmap, a.Art, brand, random))];
    }
}
