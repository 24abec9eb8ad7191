using Classifier.Training.Common;
using Classifier.Training.Logo.Data;
using Classifier.Training.Logo.Scenes;

namespace Classifier.Training.Logo.Fit;

/// <summary>What both trainers draw from.</summary>
internal sealed record Setting(Classes Classes, Composer Composer, int Side)
{
    public static Setting Of(Options options)
    {
        var brands = Brands.Read(options.Data);
        var held = Brands.Held(brands, options.Number("held", 200));
        var classes = new Classes(brands, held, ArtStore.Open(options, brands), options.Has("apart"));
        var lettering = new Lettering(options.Text("fonts", "/usr/share/fonts"));
        var photos = Photos.Training(options);
        Console.WriteLine($"{classes.Count} classes, {held.Count} brands held out, {photos.Count} photographs");
        var side = options.Number("side", 128);
        return new(classes, new Composer(new Backdrops([.. photos.Select(p => p.Decode())], lettering), lettering, side), side);
    }

    /// <summary>A sheet of scenes to look at.</summary>
    public void Look(Options options)
    {
        var random = new Random(options.Seed);
        Sheet.Save([.. Enumerable.Range(0, 48).SelectMany(_ => Feed.Next(Classes, Composer, random))], 12, Path.Combine(options.Out, "scenes.png"));
    }
}
