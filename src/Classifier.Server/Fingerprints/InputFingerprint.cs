using Classifier.Fingerprint;
using Classifier.Fingerprint.Banks;

namespace Classifier.Server.Fingerprints;

/// <summary>A fingerprint of what a caller sent.</summary>
/// <param name="Quality">0 to 100, for PDQ of a picture.</param>
internal sealed record InputFingerprint(string Algorithm, Hash256 Hash, int? Quality)
{
    public string Hex => FingerprintAlgorithms.Format(Algorithm, Hash);
}
