using System.Globalization;
using Classifier.Fingerprint.Hashing;
using Classifier.Fingerprint.Kernels;
using Classifier.Fingerprint.Kernels.Internal;
using Classifier.Fingerprint.Tests.Pictures;

namespace Classifier.Fingerprint.Tests.Kernels;

/// <summary>What the kernels must compute on every accelerator.</summary>
public abstract class KernelTests : IDisposable
{
    // Small enough that searches and pairings come in several parts.
    protected static readonly FingerprintAcceleratorOptions Options = new()
    {
        MaxDeviceBytes = 16L << 20,
        MaxPairsPerLaunch = 1 << 16,
    };

    private readonly HostCompute _host = new();
    private IFingerprintCompute? _opened;

    /// <summary>Greatest number of bits that may differ where a coefficient lies next to the median.</summary>
    protected abstract int PdqTolerance { get; }

    private IFingerprintCompute Device => _opened ??= Open();

    public void Dispose()
    {
        _opened?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(5, 90)]
    [InlineData(63, 65)]
    [InlineData(64, 64)]
    [InlineData(129, 40)]
    [InlineData(200, 131)]
    [InlineData(257, 129)]
    public void ComputePdq_equals_the_processor(int width, int height)
    {
        var picture = GeneratedPicture.Draw(width, height, (uint)(width + height));
        var (expected, given) = (_host.ComputePdq(picture.Rgb, width, height), Device.ComputePdq(picture.Rgb, width, height));
        Assert.InRange(expected.Bits.HammingDistance(given.Bits), 0, PdqTolerance);
        Assert.InRange(expected.Quality!.Value - given.Quality!.Value, -Math.Min(PdqTolerance, 1), Math.Min(PdqTolerance, 1));
    }

    [Fact]
    public void ComputePdq_differs_only_next_to_the_median()
    {
        var scalar = new Hashing.ScalarPdq();
        foreach (var row in File.ReadLines(FingerprintData.Path("pdq_generated.tsv")).Skip(1).Take(30))
        {
            var numbers = row.Split('\t').Take(3).Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray();
            var picture = GeneratedPicture.Draw(numbers[0], numbers[1], (uint)numbers[2]);
            var given = Device.ComputePdq(picture.Rgb, picture.Width, picture.Height).Bits;
            var expected = scalar.Compute(picture.Rgb, picture.Width, picture.Height).Hash;
            var median = scalar.Coefficients.Order().ElementAt(127);
            for (var bit = 0; bit < 256; bit++)
                if (PdqTolerance == 0 || Math.Abs(scalar.Coefficients[bit] - median) > 1e-3)
                    Assert.Equal(expected.IsSet(bit), given.IsSet(bit));
        }
    }

    [Fact]
    public void ComputePdq_is_the_processors_work_when_a_picture_is_tiny_or_beyond_the_bound()
    {
        var tiny = GeneratedPicture.Draw(4, 9, 1);
        Assert.Equal(new ImageHash(HashAlgorithmKind.Pdq, default, 0), Device.ComputePdq(tiny.Rgb, 4, 9));
        // 11 bytes a pixel are more than 16 MiB.
        var large = GeneratedPicture.Draw(1300, 1200, 1);
        Assert.Equal(_host.ComputePdq(large.Rgb, 1300, 1200), Device.ComputePdq(large.Rgb, 1300, 1200));
    }

    [Theory]
    [InlineData(0, 3, 256)]
    [InlineData(1, 3, 256)]
    [InlineData(300, 1, 256)]
    [InlineData(300, 7, 0)]
    [InlineData(4096, 10, 130)]
    [InlineData(4097, 300, 256)]
    [InlineData(9000, 5, 110)]
    public void FindNearest_equals_brute_force(int codes, int count, int radius)
    {
        var hashes = RandomCodes.Draw(codes, 3);
        Hash256[] queries = [.. RandomCodes.Draw(3, 4), .. hashes.Take(2)];
        AssertSame(_host.FindNearest(hashes, queries, count, radius), Device.FindNearest(hashes, queries, count, radius));
    }

    [Fact]
    public void FindNearest_takes_the_earlier_of_equals()
    {
        var one = RandomCodes.Draw(1, 8)[0];
        var hashes = Enumerable.Repeat(one, 5000).ToArray();
        var given = Device.FindNearest(hashes, [one], 9, 256)[0];
        Assert.Equal(Enumerable.Range(0, 9).Select(i => new HammingMatch(i, 0)), given);
    }

    [Fact]
    public void FindNearest_reaches_the_greatest_distance()
    {
        var all = new Hash256(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue);
        Assert.Equal([new HammingMatch(0, 256)], Device.FindNearest([all], [default], 2, 256)[0]);
        Assert.Empty(Device.FindNearest([all], [default], 2, 255)[0]);
    }

    [Theory]
    [InlineData(0, 31)]
    [InlineData(1, 31)]
    [InlineData(127, 115)]
    [InlineData(128, 256)]
    [InlineData(129, 110)]
    [InlineData(700, 105)]
    public void FindPairs_equals_brute_force(int codes, int radius)
    {
        var hashes = RandomCodes.Draw(codes, 5);
        Assert.Equal(_host.FindPairs(hashes, radius), Device.FindPairs(hashes, radius));
    }

    [Fact]
    public void FindPairs_cuts_the_work_up_when_the_result_does_not_fit()
    {
        // 79,800 pairs, more than one launch may report.
        var hashes = Enumerable.Repeat(RandomCodes.Draw(1, 8)[0], 400).ToArray();
        var pairs = Device.FindPairs(hashes, 0);
        Assert.Equal(400 * 399 / 2, pairs.Length);
        Assert.Equal(pairs.Length, pairs.Distinct().Count());
        Assert.All(pairs, pair => Assert.True(pair.First < pair.Second && pair.Distance == 0));
    }

    [Theory]
    [InlineData(0, 31)]
    [InlineData(129, 256)]
    [InlineData(700, 105)]
    public void VisitPairs_tells_of_what_FindPairs_lists(int codes, int radius)
    {
        var hashes = RandomCodes.Draw(codes, 5);
        foreach (var compute in new[] { Device, _host })
        {
            var visited = new List<(int, int)>();
            compute.VisitPairs(hashes, radius, (a, b) => visited.Add((a, b)), TestContext.Current.CancellationToken);
            Assert.Equal(_host.FindPairs(hashes, radius).Select(pair => (pair.First, pair.Second)), visited.Order());
        }
    }

    [Fact]
    public void SelfTest_passes() => Assert.Null(AcceleratorSelfTest.Fault(Device, _host));

    protected abstract IFingerprintCompute Open();

    private static void AssertSame(HammingMatch[][] expected, HammingMatch[][] given)
    {
        Assert.Equal(expected.Length, given.Length);
        foreach (var (one, other) in expected.Zip(given)) Assert.Equal(one, other);
    }
}
