using ILGPU;
using ILGPU.Runtime;

namespace Classifier.Fingerprint.Kernels.Internal;

/// <summary>Runs <see cref="HammingKernels"/> in parts that fit the bound on memory. One thread at a time.</summary>
internal sealed class DeviceHamming : IDisposable
{
    private const int CodeBytes = Hash256.BitCount / 8;

    private readonly Accelerator _accelerator;
    private readonly FingerprintAcceleratorOptions _options;
    private readonly int _groupSize;
    private readonly Action<KernelConfig, ArrayView<ulong>, int, ArrayView<ulong>, int, int, int, ArrayView<uint>, ArrayView<int>> _select;
    private readonly Action<KernelConfig, ArrayView<ulong>, int, TileRegion, int, ArrayView<int>, ArrayView<int>> _pairs;
    private readonly DeviceBuffer<ulong> _planes;
    private readonly DeviceBuffer<ulong> _queries;
    private readonly DeviceBuffer<uint> _keys;
    private readonly DeviceBuffer<int> _found;
    private readonly DeviceBuffer<int> _pairList;

    public DeviceHamming(Accelerator accelerator, FingerprintAcceleratorOptions options)
    {
        (_accelerator, _options) = (accelerator, options);
        _groupSize = Math.Min(256, accelerator.MaxNumThreadsPerGroup);
        _select = accelerator
            .LoadStreamKernel<ArrayView<ulong>, int, ArrayView<ulong>, int, int, int, ArrayView<uint>, ArrayView<int>>(
                HammingKernels.SelectNearest);
        _pairs = accelerator
            .LoadStreamKernel<ArrayView<ulong>, int, TileRegion, int, ArrayView<int>, ArrayView<int>>(HammingKernels.CollectPairs);
        (_planes, _queries, _keys) = (new(accelerator), new(accelerator), new(accelerator));
        (_found, _pairList) = (new(accelerator), new(accelerator));
    }

    /// <summary>Codes on the device at a time: a quarter of the bound, so that keys have room beside them.</summary>
    internal int CodesPerPart => (int)Math.Min(
        _options.MaxDeviceBytes / 4 / CodeBytes / HammingKernels.SegmentCodes * HammingKernels.SegmentCodes, 1 << 26);

    public HammingMatch[][] FindNearest(ReadOnlySpan<Hash256> codes, ReadOnlySpan<Hash256> queries, int count, int radius)
    {
        var best = new NearestMatches[queries.Length];
        for (var q = 0; q < best.Length; q++) best[q] = new NearestMatches(count);
        for (var start = 0; start < codes.Length; start += CodesPerPart)
        {
            var part = codes[start..Math.Min(start + CodesPerPart, codes.Length)];
            var planes = Upload(part);
            var segments = (part.Length + HammingKernels.SegmentCodes - 1) / HammingKernels.SegmentCodes;
            // Keys take a quarter of the bound too.
            var batch = (int)Math.Clamp(_options.MaxDeviceBytes / 4 / sizeof(uint) / ((long)segments * count), 1, 1024);
            for (var q = 0; q < queries.Length; q += batch)
            {
                var some = queries.Slice(q, Math.Min(batch, queries.Length - q));
                Select(planes, part.Length, some, segments, count, radius, best.AsSpan(q, some.Length), start);
            }
        }

        return Array.ConvertAll(best, nearest => nearest.Drain());
    }

    public HammingPair[] FindPairs(ReadOnlySpan<Hash256> codes, int radius)
    {
        var pairs = new List<HammingPair>();
        VisitPairs(codes, radius, pairs.Add, CancellationToken.None);
        pairs.Sort((a, b) => a.First != b.First ? a.First.CompareTo(b.First) : a.Second.CompareTo(b.Second));
        return [.. pairs];
    }

    /// <summary>Tells of each pair once, launch by launch; the bound on a launch's result bounds memory.</summary>
    public void VisitPairs(ReadOnlySpan<Hash256> codes, int radius, Action<HammingPair> visit, CancellationToken cancellation)
    {
        if (codes.Length == 0) return;
        var planes = Upload(codes);
        var tiles = (codes.Length + HammingKernels.TileCodes - 1) / HammingKernels.TileCodes;
        var list = _pairList.Fit(3L * _options.MaxPairsPerLaunch);
        var found = _found.Fit(1);
        var count = new int[1];
        var regions = new Stack<TileRegion>();
        // A grid has at most 2³¹ − 1 groups, so no region starts larger than 2¹⁵ tiles squared.
        const int most = 1 << 15;
        for (var row = 0; row < tiles; row += most)
            for (var column = row; column < tiles; column += most)
                regions.Push(new TileRegion(
                    row, Math.Min(most, tiles - row), column, Math.Min(most, tiles - column), _options.MaxPairsPerLaunch));
        while (regions.TryPop(out var region))
        {
            cancellation.ThrowIfCancellationRequested();
            found.MemSetToZero();
            _pairs(new KernelConfig(region.Rows * region.Columns, _groupSize), planes, codes.Length, region, radius, list, found);
            found.CopyToCPU(count);
            // More groups may find pairs than a 32-bit counter holds, so a negative count is too many as well.
            if ((uint)count[0] > (uint)region.MaxPairs)
            {
                var (first, second) = region.Halves();
                regions.Push(first);
                regions.Push(second);
            }
            else if (count[0] > 0) Read(list, count[0], visit);
        }
    }

    public void Dispose()
    {
        _planes.Dispose();
        _queries.Dispose();
        _keys.Dispose();
        _found.Dispose();
        _pairList.Dispose();
    }

    private static void Read(ArrayView<int> list, int count, Action<HammingPair> visit)
    {
        var numbers = new int[3 * count];
        list.SubView(0, numbers.Length).CopyToCPU(numbers);
        for (var i = 0; i < count; i++) visit(new HammingPair(numbers[3 * i], numbers[3 * i + 1], numbers[3 * i + 2]));
    }

    private void Select(
        ArrayView<ulong> planes, int codes, ReadOnlySpan<Hash256> queries, int segments, int count, int radius,
        Span<NearestMatches> best, int start)
    {
        var groups = queries.Length * segments;
        var words = new ulong[queries.Length * 4];
        for (var q = 0; q < queries.Length; q++) queries[q].CopyTo(words.AsSpan(q * 4));
        var onDevice = _queries.Fit(words.Length);
        onDevice.CopyFromCPU(words);
        var (keys, found) = (_keys.Fit((long)groups * count), _found.Fit(groups));
        _select(new KernelConfig(groups, _groupSize), planes, codes, onDevice, segments, count, radius, keys, found);
        var (keyList, counts) = (new uint[groups * count], new int[groups]);
        keys.CopyToCPU(keyList);
        found.CopyToCPU(counts);
        _accelerator.Synchronize();
        for (var group = 0; group < groups; group++)
            foreach (var key in keyList.AsSpan(group * count, Math.Min(counts[group], count)))
                best[group / segments].Offer(new HammingMatch(
                    start + group % segments * HammingKernels.SegmentCodes + (int)(key % HammingKernels.SegmentCodes),
                    (int)(key / HammingKernels.SegmentCodes)));
    }

    private ArrayView<ulong> Upload(ReadOnlySpan<Hash256> codes)
    {
        var words = new ulong[4L * codes.Length];
        for (var i = 0; i < codes.Length; i++)
        {
            words[i] = codes[i].Word0;
            words[codes.Length + i] = codes[i].Word1;
            words[2L * codes.Length + i] = codes[i].Word2;
            words[3L * codes.Length + i] = codes[i].Word3;
        }

        var planes = _planes.Fit(words.Length);
        planes.CopyFromCPU(words);
        return planes;
    }
}
