using BenchmarkDotNet.Attributes;
using Classifier.Fingerprint;
using Classifier.Fingerprint.Hashing;

namespace Classifier.Benchmarks.Fingerprints;

/// <summary>Every hash of pictures, on decoded pixels.</summary>
[MemoryDiagnoser]
public class ImageHashBenchmarks
{
    private const int Width = 1024;
    private const int Height = 768;

    private readonly byte[] _rgb = new byte[Width * Height * 3];
    private IImageHasher _hasher = new PdqHasher();

    [Params(HashAlgorithmKind.Pdq, HashAlgorithmKind.PHash, HashAlgorithmKind.DHash, HashAlgorithmKind.AHash, HashAlgorithmKind.WHash)]
    public HashAlgorithmKind Kind { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        new Random(1).NextBytes(_rgb);
        _hasher = ImageHashers.Create(Kind);
    }

    [Benchmark]
    public ImageHash Compute() => _hasher.Compute(_rgb, Width, Height);
}
