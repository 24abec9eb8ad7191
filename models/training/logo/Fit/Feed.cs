using System.Collections.Concurrent;
using Classifier.Training.Logo.Net;
using Classifier.Training.Logo.Scenes;
using SkiaSharp;

namespace Classifier.Training.Logo.Fit;

/// <param name="Features">What the frozen trunk makes of the scenes.</param>
internal sealed record Batch(Scene[] Scenes, (float[] Eighth, float[] Fourth) Features);

/// <summary>Makes batches of scenes on a thread of its own, a few ahead.</summary>
internal sealed class Feed : IDisposable
{
    private const double Empty = .12, LookAlike = .1, Reference = .15;
    private const int Ahead = 6;
    private readonly BlockingCollection<Batch> _ready = new(Ahead);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _maker;

    public Feed(Classes classes, Composer composer, Trunk trunk, int batch, int seed) =>
        _maker = Task.Run(() => Make(classes, composer, trunk, batch, new Random(seed)));

    public Batch Take() => _ready.Take();

    public void Dispose()
    {
        _stop.Cancel();
        _maker.Wait();
        _ready.Dispose();
        _stop.Dispose();
    }

    private void Make(Classes classes, Composer composer, Trunk trunk, int batch, Random random)
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

                Scene[] whole = [.. scenes.Take(batch)];
                _ready.Add(new(whole, trunk.Run(whole)), _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Asked for.
        }
    }

    public static IEnumerable<Scene> Next(Classes classes, Composer composer, Random random)
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

        return [.. pair.Select(a => random.Of(Reference) ? Composer.Reference(composer.Side, a.Bitmap, a.Art, brand, random.Of(.5) ? SKColors.White : SKColors.Black, random.Between(60, 100)) : composer.Logo(a.Bitmap, a.Art, brand, random))];
    }
}
