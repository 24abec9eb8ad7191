using Classifier.Fingerprint.Duplicates;
using Classifier.Fingerprint.Hashing;
using Classifier.Fingerprint.Kernels;
using Classifier.Fingerprint.Kernels.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Classifier.Fingerprint.Tests.Kernels;

/// <summary>When the device is used. Time stands still but for what the device says that it takes.</summary>
public sealed class AcceleratedPairsTests
{
    private static readonly NullLogger<AcceleratedPairs> Log = NullLogger<AcceleratedPairs>.Instance;
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Without_a_device_the_processor_finds_them()
    {
        using var host = FingerprintAccelerator.Open(new() { Accelerator = AcceleratorChoice.Host }, NullLogger<FingerprintAccelerator>.Instance);
        var pairs = new AcceleratedPairs(host, _time, Log);
        Assert.Null(pairs.DeviceFrom);
        AssertFindsAll(pairs, 300);
    }

    [Fact]
    public void A_device_that_is_slower_is_never_used()
    {
        // The processor takes no time at all on this clock.
        var device = new TimedDevice(_time, TimeSpan.FromMilliseconds(1), TimeSpan.FromTicks(1));
        using var accelerator = Over(device);
        var pairs = new AcceleratedPairs(accelerator, _time, Log);
        var sampled = device.Visits;
        Assert.Null(pairs.DeviceFrom);
        AssertFindsAll(pairs, 300);
        Assert.Equal(sampled, device.Visits);
    }

    [Fact]
    public void A_slow_device_is_sampled_on_the_smallest_set_alone()
    {
        var device = new TimedDevice(_time, TimeSpan.FromSeconds(1), TimeSpan.FromTicks(1));
        using var accelerator = Over(device);
        _ = new AcceleratedPairs(accelerator, _time, Log);
        Assert.Equal([1024, 1024], device.Sizes);
    }

    [Fact]
    public void A_device_that_is_faster_is_used_from_some_size_on()
    {
        var rates = new PairRates(1e9, 100e9, TimeSpan.FromMilliseconds(2));
        // 1,024: 0.5 ms on the processor. 4,096: 8.4 ms there and 2.1 ms here. 12,288 with bands: 73.7 ms + 2.5 ms and 2.8 ms.
        Assert.True(rates.OnDevice(1024) > rates.OnHost(NearPairs.Comparisons(1024, 31)));
        Assert.True(rates.OnDevice(4096) < rates.OnHost(NearPairs.Comparisons(4096, 31)));
        Assert.True(rates.OnDevice(1 << 20) < rates.OnHost(NearPairs.Comparisons(1 << 20, 31)));
    }

    [Fact]
    public void A_device_that_compares_no_faster_than_bands_spare_loses_again_on_large_sets()
    {
        var rates = new PairRates(1e9, 10e9, TimeSpan.Zero);
        Assert.True(rates.OnDevice(8192) < rates.OnHost(NearPairs.Comparisons(8192, 31)));
        Assert.True(rates.OnDevice(1 << 21) > rates.OnHost(NearPairs.Comparisons(1 << 21, 31)));
        // Beyond the radius that bands are exact for, every pair is compared.
        Assert.True(rates.OnDevice(1 << 21) < rates.OnHost(NearPairs.Comparisons(1 << 21, 32)));
    }

    [Fact]
    public void Bands_are_estimated_without_a_jump_where_they_begin()
    {
        var (below, above) = (NearPairs.Comparisons(11_999, 31), NearPairs.Comparisons(12_001, 31));
        Assert.InRange(above / below, 0.9, 1.2);
        Assert.True(NearPairs.Comparisons(1_000_000, 31) < NearPairs.Comparisons(1_000_000, 32) / 10);
    }

    [Fact]
    public void A_device_in_use_finds_the_same_pairs_and_its_death_costs_none()
    {
        var device = new TimedDevice(_time, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        using var accelerator = Over(device);
        var pairs = new AcceleratedPairs(accelerator, _time, Log);
        Assert.Equal(1024, pairs.DeviceFrom);
        var sampled = device.Visits;
        AssertFindsAll(pairs, 1500);
        Assert.Equal(sampled + 1, device.Visits);

        device.DiesAfter = 3;
        AssertFindsAll(pairs, 1500);
        Assert.False(accelerator.OnDevice);
        Assert.Contains("InvalidOperationException", accelerator.Fault, StringComparison.Ordinal);
        Assert.Null(pairs.DeviceFrom);
        AssertFindsAll(pairs, 1500);
        Assert.Equal(sampled + 2, device.Visits);
    }

    [Fact]
    public void A_device_that_dies_of_the_samples_is_not_used()
    {
        var device = new TimedDevice(_time, TimeSpan.Zero, TimeSpan.FromSeconds(1)) { DiesAfter = 0 };
        using var accelerator = Over(device);
        var pairs = new AcceleratedPairs(accelerator, _time, Log);
        Assert.False(accelerator.OnDevice);
        AssertFindsAll(pairs, 1200);
    }

    [Fact]
    public void Giving_up_leaves_the_device_in_use()
    {
        using var accelerator = Over(new TimedDevice(_time, TimeSpan.Zero, TimeSpan.FromSeconds(1)));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => accelerator.VisitPairs(Near(200), 31, (_, _) => { }, cancelled.Token));
        Assert.True(accelerator.OnDevice);
    }

    [Fact]
    public void Kernels_on_ILGPUs_processor_accelerator_group_as_the_processor_does()
    {
        // Its self-test, which takes its time there, is KernelTests'.
        using var device = CpuKernelTests.OpenCpu(new FingerprintAcceleratorOptions { MaxDeviceBytes = 16L << 20, MaxPairsPerLaunch = 1 << 16 });
        var hashes = Near(200);
        var onDevice = DuplicateGroups.Of(hashes, 31, new Always(device), TestContext.Current.CancellationToken);
        Assert.NotEmpty(onDevice);
        Assert.Equal(Shape(DuplicateGroups.Of(hashes, 31, TestContext.Current.CancellationToken)), Shape(onDevice));

        static string[] Shape(IEnumerable<DuplicateGroup> groups) =>
            [.. groups.Select(g => $"{g.Medoid}:{string.Join(',', g.Members.Select(m => $"{m.Item}/{m.Distance}"))}")];
    }

    private FingerprintAccelerator Over(TimedDevice device) => new(new HostCompute(), device, Log);

    private static void AssertFindsAll(AcceleratedPairs pairs, int count)
    {
        var hashes = Near(count);
        HashSet<(int, int)> expected = [], found = [];
        NearPairs.Among(hashes, 31, (a, b) => Assert.True(expected.Add((a, b))), TestContext.Current.CancellationToken);
        pairs.Among(hashes, 31, (a, b) => found.Add((a, b)), TestContext.Current.CancellationToken);
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Order(), found.Order());
    }

    /// <summary>Strangers, and near every third of them another.</summary>
    private static Hash256[] Near(int count)
    {
        var hashes = RandomCodes.Draw(count, 11);
        for (var i = 3; i < count; i += 3) hashes[i] = hashes[i - 1] ^ new Hash256((1UL << i % 30) - 1, 0, 0, 0);
        return hashes;
    }

    private sealed class Always(IFingerprintCompute device) : INearPairFinder
    {
        public void Among(Hash256[] hashes, int radius, Action<int, int> found, CancellationToken cancellation = default) =>
            device.VisitPairs(hashes, radius, found, cancellation);
    }

    /// <summary>Right, and as slow as it is told. The processor's samples take <paramref name="host"/> by moving the clock when the device begins.</summary>
    private sealed class TimedDevice(FakeTimeProvider time, TimeSpan call, TimeSpan host) : IFingerprintCompute
    {
        private readonly HostCompute _inner = new();

        public List<int> Sizes { get; } = [];

        public int Visits => Sizes.Count;

        public int? DiesAfter { get; set; }

        public string Name => "timed";

        public ImageHash ComputePdq(ReadOnlySpan<byte> rgb, int width, int height) => _inner.ComputePdq(rgb, width, height);

        public HammingMatch[][] FindNearest(ReadOnlySpan<Hash256> codes, ReadOnlySpan<Hash256> queries, int count, int radius) =>
            _inner.FindNearest(codes, queries, count, radius);

        public HammingPair[] FindPairs(ReadOnlySpan<Hash256> codes, int radius)
        {
            // The last of the self-test: from here on the clock runs by itself, so that the processor's sample takes time.
            time.AutoAdvanceAmount = host;
            return _inner.FindPairs(codes, radius);
        }

        public void VisitPairs(ReadOnlySpan<Hash256> codes, int radius, Action<int, int> found, CancellationToken cancellation)
        {
            time.AutoAdvanceAmount = TimeSpan.Zero;
            Sizes.Add(codes.Length);
            time.Advance(call);
            var told = 0;
            _inner.VisitPairs(codes, radius, (a, b) =>
            {
                if (told++ >= DiesAfter) throw new InvalidOperationException("the device is gone");
                found(a, b);
            }, cancellation);
            if (DiesAfter is not null) throw new InvalidOperationException("the device is gone");
        }

        public void Dispose() => _inner.Dispose();
    }
}
