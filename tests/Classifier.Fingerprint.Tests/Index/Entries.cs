using Classifier.Fingerprint.Index;

namespace Classifier.Fingerprint.Tests.Index;

internal static class Entries
{
    /// <summary>An entry all of whose parts follow from its id, in every process.</summary>
    public static IndexEntry Of(ulong id, int version = 0)
    {
        return new IndexEntry(id, Code(id, version), System.Text.Encoding.UTF8.GetBytes($"{id}/{version}/{new string('x', (int)(Mix(id + (ulong)version) % 20))}"));
    }

    public static Hash256 Code(ulong id, int version = 0)
    {
        var word = (id + 1) * 0x9E3779B97F4A7C15 ^ (ulong)version;
        return new Hash256(Mix(word), Mix(word + 1), Mix(word + 2), Mix(word + 3));
    }

    public static void AssertSame(IndexEntry expected, IndexEntry actual)
    {
        Assert.Equal((expected.Id, expected.Code), (actual.Id, actual.Code));
        Assert.Equal(expected.Payload.ToArray(), actual.Payload.ToArray());
    }

    // SplitMix64's finaliser.
    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
