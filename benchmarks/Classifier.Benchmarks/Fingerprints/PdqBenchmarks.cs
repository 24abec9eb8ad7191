using BenchmarkDotNet.Attributes;
using Classifier.Fingerprint;
using Classifier.Fingerprint.Hashing;
using Classifier.Fingerprint.Tests.Hashing;

namespace Classifier.Benchmarks.Fingerprints;

/// <summary>PDQ of decoded pixels: Meta's algorithm written out plainly, one number after the other, and ours. Peers: benchmarks/peers/pdq.</summary>
[MemoryDiagnoser]
public class PdqBenchmarks
{
    private readonly ScalarPdq _scalar = new();
    private readonly PdqHasher _hasher = new();
    private byte[] _rgb = [];
    private int _width;
    private int _height;

    [Params("128x128", "512x512", "1024x768", "4000x3000")]
    public string Size { get; set; } = "";

    [GlobalSetup]
    public void SetUp()
    {
        var sides = Size.Split('x').Select(int.Parse).ToArray();
        (_width, _height) = (sides[0], sides[1]);
        _rgb = new byte[_width * _height * 3];
        new Random(1).NextBytes(_rgb);
    }

    [Benchmark(Baseline = true)]
    public Hash256 Scalar() => _scalar.Compute(_rgb, _width, _height).Hash;

    [Benchmark]
    public ImageHash Vectors() => _hasher.Compute(_rgb, _width, _height);
}
