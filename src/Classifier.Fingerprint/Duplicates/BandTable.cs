namespace Classifier.Fingerprint.Duplicates;

/// <summary>Items by each of the sixteen 16-bit words of their hash, in counting-sort order: 64 bytes an item and 4 MB.</summary>
internal sealed class BandTable
{
    public const int Bands = 16;

    private const int BandBits = 16;
    /// <summary>Values of a word.</summary>
    public const int Keys = 1 << BandBits;

    /// <summary>Buckets that a search looks into at most.</summary>
    public const int Probes = Bands * (BandBits + 1);

    private readonly int[][] _starts = new int[Bands][];
    private readonly int[][] _items = new int[Bands][];

    private readonly Hash256[] _hashes;

    public BandTable(Hash256[] hashes)
    {
        _hashes = hashes;
        for (var band = 0; band < Bands; band++)
        {
            var starts = new int[Keys + 1];
            foreach (var hash in hashes) starts[Key(hash, band) + 1]++;
            for (var key = 0; key < Keys; key++) starts[key + 1] += starts[key];
            var next = starts.AsSpan(0, Keys).ToArray();
            var items = new int[hashes.Length];
            for (var item = 0; item < hashes.Length; item++) items[next[Key(hashes[item], band)]++] = item;
            (_starts[band], _items[band]) = (starts, items);
        }
    }

    /// <summary>Reports the items below <paramref name="below"/> that are within the radius, at most 31, of a code.</summary>
    public void Near(Hash256 code, int probe, int radius, int below, Action<int, int> found)
    {
        var slack = radius / Bands;
        for (var band = 0; band < Bands; band++)
        {
            var key = Key(code, band);
            Compare(Bucket(band, key));
            if (slack == 0) continue;
            for (var bit = 0; bit < BandBits; bit++) Compare(Bucket(band, key ^ 1 << bit));

            void Compare(ReadOnlySpan<int> bucket)
            {
                foreach (var item in bucket)
                {
                    // A bucket's items ascend.
                    if (item >= below) break;
                    if (_hashes[item].HammingDistance(code) <= radius && FirstBand(_hashes[item], code, slack) == band) found(item, probe);
                }
            }
        }
    }

    private ReadOnlySpan<int> Bucket(int band, int key) => _items[band].AsSpan(_starts[band][key].._starts[band][key + 1]);

    // A near item turns up in several bands; the first reports it.
    private static int FirstBand(Hash256 a, Hash256 b, int slack)
    {
        var difference = a ^ b;
        for (var band = 0; band < Bands; band++)
        {
            if (ushort.PopCount((ushort)Key(difference, band)) <= slack) return band;
        }

        return -1;
    }

    private static int Key(Hash256 hash, int band)
    {
        var word = (band >> 2) switch { 0 => hash.Word0, 1 => hash.Word1, 2 => hash.Word2, _ => hash.Word3 };
        return (int)(word >> ((band & 3) * BandBits) & (Keys - 1));
    }
}
