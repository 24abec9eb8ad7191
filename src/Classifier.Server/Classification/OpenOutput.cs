using Classifier.Pipeline;

namespace Classifier.Server.Classification;

/// <summary>A growing text of one stream. Its pieces form a chain, one after the other.</summary>
internal sealed class OpenOutput(IStreamedOutput stream)
{
    private volatile bool _refused;

    public IStreamedOutput Stream => stream;

    /// <summary>Ends when every piece read so far is answered. Written by the reading loop alone.</summary>
    public Task Tail { get; set; } = Task.CompletedTask;

    /// <summary>UTF-8 bytes read so far. Written by the reading loop alone.</summary>
    public long Bytes { get; set; }

    /// <summary>The last piece was read. Written by the reading loop alone.</summary>
    public bool Ended { get; set; }

    /// <summary>A piece was refused: pieces behind it in the chain are not judged.</summary>
    public bool Refused { get => _refused; set => _refused = value; }

    /// <summary>The verdict so far; null before the first. Written by the chain.</summary>
    public V1.ClassifyResponse? Last { get; set; }

    /// <summary>Code points that <see cref="Last"/> covers.</summary>
    public long Covered { get; set; }
}
