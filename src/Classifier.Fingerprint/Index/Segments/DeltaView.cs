using Classifier.Fingerprint.Index.Scanning;

namespace Classifier.Fingerprint.Index.Segments;

/// <summary>The first entries of a delta segment, as many as there were when the view was made.</summary>
internal sealed class DeltaView(DeltaSegment delta, int count) : ICodeSet
{
    public DeltaSegment Delta => delta;

    public CodePlanes Codes => delta.Codes;

    public int Count => count;

    public ulong IdAt(int position) => delta.IdAt(position);

    public bool IsRemoved(int position) => delta.IsRemoved(position);
}
