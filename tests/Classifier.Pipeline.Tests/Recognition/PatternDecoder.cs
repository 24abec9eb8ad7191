using System.Buffers.Binary;
using Classifier.Core;
using Classifier.Imaging;

namespace Classifier.Pipeline.Tests.Recognition;

/// <summary>"Decodes" four bytes, a seed, to a picture of that seed's own waves; seed 0 is an even one.</summary>
internal sealed class PatternDecoder : IImageDecoder
{
    private const int Side = 96;

    public ClassifierException? Refusal { get; set; }

    public static ContentPart Part(int seed, PartRole role = PartRole.Unspecified)
    {
        var encoded = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(encoded, seed);
        return new ContentPart(role, null, encoded);
    }

    public ImageHeader Probe(ReadOnlySpan<byte> encoded) => new(ImageFormat.Png, Side, Side, 1);

    public ValueTask<DecodedImage> DecodeAsync(ReadOnlyMemory<byte> encoded, DecodeRequest request, CancellationToken cancellation)
    {
        if (Refusal is not null) throw Refusal;
        Assert.Same(DecodeRequest.Stored, request);
        var seed = BinaryPrimitives.ReadInt32LittleEndian(encoded.Span);
        var image = RgbImage.Rent(Side, Side);
        var random = new Random(seed);
        var waves = Enumerable.Range(0, 12).Select(_ => (Fx: random.Next(1, 9), Fy: random.Next(1, 9), At: random.NextDouble() * 6)).ToArray();
        for (var i = 0; i < Side * Side; i++)
        {
            var sum = seed == 0 ? 0 : waves.Sum(w => Math.Sin((w.Fx * (i % Side) + w.Fy * (i / Side)) * Math.PI / Side + w.At));
            image.Pixels.Slice(3 * i, 3).Fill((byte)Math.Clamp(128 + 40 * sum, 0, 255));
        }

        return ValueTask.FromResult(new DecodedImage(Probe(encoded.Span), false, [image]));
    }
}
