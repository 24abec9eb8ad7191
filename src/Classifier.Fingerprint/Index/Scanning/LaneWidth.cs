namespace Classifier.Fingerprint.Index.Scanning;

/// <summary>Width of the registers that a scan works with.</summary>
internal enum LaneWidth
{
    Bits64,
    Bits256,
    Bits512,
}
