using Classifier.Core;

namespace Classifier.Imaging;

/// <summary>Which library turns bytes into pixels.</summary>
public enum ImageDecoderKind
{
    /// <summary>libvips: the fast one.</summary>
    Vips,

    /// <summary>ImageSharp: managed code alone. Reads no AVIF and no animated WebP, and leaves embedded colour profiles unused.</summary>
    ImageSharp,
}

/// <summary>Where pictures are decoded.</summary>
public enum DecoderIsolation
{
    /// <summary>In worker processes: a picture that brings its decoder down costs one request.</summary>
    Workers,

    /// <summary>In the caller's process and on its thread.</summary>
    InProcess,
}

/// <summary>Limits and choices of decoding.</summary>
public sealed record ImagingOptions
{
    public ImageDecoderKind Decoder { get; set; } = ImageDecoderKind.Vips;

    public DecoderIsolation Isolation { get; set; } = DecoderIsolation.Workers;

    /// <summary>Most encoded bytes.</summary>
    public int MaxBytes { get; set; } = 32 << 20;

    /// <summary>Most pixels in all frames together; 1 to 300 million, so that RGB fits one buffer.</summary>
    public long MaxPixels { get; set; } = 100_000_000;

    /// <summary>Most frames of an animation.</summary>
    public int MaxFrames { get; set; } = 1000;

    public WorkerOptions Workers { get; set; } = new();

    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: a value is out of range.</exception>
    public void Validate()
    {
        Require(MaxBytes >= 1024, "imaging.max_bytes", "must be at least 1024");
        Require(MaxPixels is >= 1 and <= 300_000_000, "imaging.max_pixels", "must lie between 1 and 300000000");
        Require(MaxFrames >= 1, "imaging.max_frames", "must be at least 1");
        Require(Workers.Count is >= 1 and <= 256, "imaging.workers.count", "must lie between 1 and 256");
        Require(Workers.MaxQueued >= 0, "imaging.workers.max_queued", "must not be negative");
        Require(Workers.TimeLimit > TimeSpan.Zero, "imaging.workers.time_limit", "must be positive");
        Require(Workers.StartLimit > TimeSpan.Zero, "imaging.workers.start_limit", "must be positive");
        Require(Workers.MemoryLimit >= 64L << 20, "imaging.workers.memory_limit", "must be at least 64 MiB");
    }

    private static void Require(bool holds, string field, string rule)
    {
        if (!holds) throw new ClassifierException(ErrorKind.Configuration, $"{field} {rule}.", field);
    }
}

/// <summary>The pool of worker processes.</summary>
public sealed record WorkerOptions
{
    /// <summary>Processes, and so pictures decoded at a time.</summary>
    public int Count { get; set; } = Math.Max(1, Environment.ProcessorCount);

    /// <summary>Pictures that may wait for a worker; more are refused with <see cref="ErrorKind.Overloaded"/>.</summary>
    public int MaxQueued { get; set; } = 256;

    /// <summary>Longest time for one picture; then the worker is ended. Also the bound on its processor time.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest time for a worker to start.</summary>
    public TimeSpan StartLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Bytes of address space that decoding may add to what a worker has at its start.</summary>
    public long MemoryLimit { get; set; } = 1L << 30;

    /// <summary>Program and arguments that run the worker loop; null: this program's own verb.</summary>
    public IReadOnlyList<string>? Command { get; set; }
}
