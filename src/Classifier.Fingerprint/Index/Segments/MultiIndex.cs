using System.Runtime.CompilerServices;
using Classifier.Fingerprint.Index.Scanning;

namespace Classifier.Fingerprint.Index.Segments;

/// <summary>
/// Multi-index hashing (Norouzi, Punjani, Fleet: Fast Search in Hamming Space with Multi-Index Hashing): a code is 16 bands of 16
/// bits, and each band has a table from its value to the codes that have it. Codes within 15 bits of a query share a band with it,
/// those within 31 bits have a band that differs in at most one bit, so 16 or 272 look-ups find them all. 64 bytes a code.
/// </summary>
internal sealed unsafe class MultiIndex : IDisposable
{
    /// <summary>Largest radius that the look-ups cover.</summary>
    public const int MaxRadius = (2 * Bands) - 1;

    private const int Bands = 16;
    private const int BandBits = 16;
    private const int Values = 1 << BandBits;
    private const int BandsOfPlane = 4;
    private const int CandidatesAtOnce = 1024;

    private readonly NativeWords _memory;
    private readonly int _count;

    private MultiIndex(int count)
    {
        _count = count;
        _memory = new NativeWords(((((long)count + Values + 1) * Bands) + 1) / 2);
    }

    /// <summary>Bytes of tables and postings.</summary>
    public long Bytes => _memory.Count * sizeof(ulong);

    public static MultiIndex Build(CodePlanes codes, int count)
    {
        var index = new MultiIndex(count);
        for (var band = 0; band < Bands; band++)
            index.BuildBand(codes, band);
        GC.KeepAlive(codes);
        return index;
    }

    /// <summary>Looks a query up, and has the memory begin to fetch what <see cref="Search"/> would read.</summary>
    /// <returns>Look-ups, and codes that they will yield.</returns>
    public (int Keys, long Candidates) Estimate(in Hash256 query, int radius)
    {
        var neighbours = Neighbours(radius);
        var candidates = 0L;
        for (var band = 0; band < Bands; band++)
        {
            var starts = Starts(band);
            var postings = Postings(band);
            var key = BandOf(query, band);
            for (var flip = -1; flip < neighbours; flip++)
            {
                var value = flip < 0 ? key : key ^ (1u << flip);
                candidates += starts[value + 1] - starts[value];
                Prefetch(postings + starts[value]);
            }
        }

        GC.KeepAlive(this);
        return (Bands * (neighbours + 1), candidates);
    }

    /// <summary>Offers every code within the collector's bound, each once.</summary>
    public void Search(CodePlanes codes, Collector collector)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(collector.Bound, MaxRadius, nameof(collector));
        var neighbours = Neighbours(collector.Bound);
        for (var band = 0; band < Bands; band++)
            SearchBand(codes, collector, collector.Query, band, neighbours);

        GC.KeepAlive(this);
        GC.KeepAlive(codes);
    }

    public void Dispose() => _memory.Dispose();

    private static int Neighbours(int radius) => radius < Bands ? 0 : BandBits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint BandOf(in Hash256 code, int band)
    {
        var word = (band / BandsOfPlane) switch { 0 => code.Word0, 1 => code.Word1, 2 => code.Word2, _ => code.Word3 };
        return (ushort)(word >> (band % BandsOfPlane * BandBits));
    }

    private uint* Starts(int band) => (uint*)_memory.Pointer + ((nint)band * (Values + 1));

    private uint* Postings(int band) => (uint*)_memory.Pointer + ((nint)Bands * (Values + 1)) + ((nint)band * _count);

    // Counting sort: sizes, then starts, then positions.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void BuildBand(CodePlanes codes, int band)
    {
        var words = codes.Plane(band / BandsOfPlane);
        var shift = band % BandsOfPlane * BandBits;
        var next = new uint[Values + 1];
        for (var position = 0; position < _count; position++)
            next[(ushort)(words[position] >> shift) + 1]++;
        for (var value = 0; value < Values; value++)
            next[value + 1] += next[value];
        next.CopyTo(new Span<uint>(Starts(band), Values + 1));
        var postings = Postings(band);
        for (var position = 0; position < _count; position++)
            postings[next[(ushort)(words[position] >> shift)]++] = (uint)position;
    }

    // Lists are short, so the candidates of all of a band's are gathered, and fetched side by side, before the first is looked at.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SearchBand(CodePlanes codes, Collector collector, Hash256 query, int band, int neighbours)
    {
        var words = codes.Plane(TellingPlane(band));
        var starts = Starts(band);
        var postings = Postings(band);
        var key = BandOf(query, band);
        var candidates = stackalloc uint[CandidatesAtOnce];
        var count = 0;
        for (var flip = -1; flip < neighbours; flip++)
        {
            var value = flip < 0 ? key : key ^ (1u << flip);
            var next = postings + starts[value];
            var end = postings + starts[value + 1];
            while (next < end)
            {
                if (count == CandidatesAtOnce)
                {
                    Verify(codes, collector, query, band, neighbours, candidates, count);
                    count = 0;
                }

                for (var last = next + Math.Min(end - next, CandidatesAtOnce - count); next < last; next++)
                {
                    Prefetch(words + *next);
                    candidates[count++] = *next;
                }
            }
        }

        Verify(codes, collector, query, band, neighbours, candidates, count);
    }

    // The plane of the band is known to be near; another one tells more.
    private static int TellingPlane(int band) => ((band / BandsOfPlane) + 1) % CodePlanes.Planes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(void* address)
    {
        if (System.Runtime.Intrinsics.X86.Sse.IsSupported)
            System.Runtime.Intrinsics.X86.Sse.Prefetch0(address);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Verify(CodePlanes codes, Collector collector, Hash256 query, int band, int neighbours, uint* candidates, int count)
    {
        var plane = TellingPlane(band);
        var words = codes.Plane(plane);
        var word = plane switch { 0 => query.Word0, 1 => query.Word1, 2 => query.Word2, _ => query.Word3 };
        var bound = collector.Bound;
        for (var i = 0; i < count; i++)
        {
            var position = (int)candidates[i];
            if (System.Numerics.BitOperations.PopCount(words[position] ^ word) > bound)
                continue;
            var distance = codes.Distance(position, query);
            if (distance <= bound && FirstBand(codes[position], query, neighbours == 0 ? 0 : 1) == band)
            {
                collector.Offer(position, distance);
                bound = collector.Bound;
            }
        }
    }

    // A code near in several bands is reported by the first of them alone.
    private static int FirstBand(in Hash256 code, in Hash256 query, int flips)
    {
        for (var band = 0; band < Bands; band++)
        {
            if (System.Numerics.BitOperations.PopCount(BandOf(code, band) ^ BandOf(query, band)) <= flips)
                return band;
        }

        return -1;
    }
}
