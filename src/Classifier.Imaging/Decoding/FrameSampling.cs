namespace Classifier.Imaging.Decoding;

/// <summary>Which frames of an animation stand for it.</summary>
internal static class FrameSampling
{
    /// <summary>Evenly spread indices, ascending, without repeats; 0 is always the first.</summary>
    public static IEnumerable<int> Indices(int frames, int wanted)
    {
        var count = Math.Clamp(wanted, 1, frames);
        for (var i = 0; i < count; i++)
            yield return (int)((long)i * frames / count);
    }

    /// <summary>The places of the frames that a decoder gave, which may end sooner than the header says.</summary>
    public static IReadOnlyList<int> Given(in ImageHeader header, int wanted, int given) => [.. Indices(header.Frames, wanted).Take(given)];
}
