using Classifier.Core;
using Classifier.ModelBuilder.Weights;
using CsCheck;

namespace Classifier.ModelBuilder.Tests;

public sealed class BlockFormatsTests
{
    private static readonly Gen<(byte[] Packed, Half[] Scales)> AnyQ4 =
        Gen.Int[1, 6].SelectMany(n => Gen.Select(Gen.Byte.Array[n * 16], Gen.Float[-4, 4].Select(f => (Half)f).Array[n]));

    [Fact]
    public void DecodeQ8_multiplies_each_block_by_its_scale()
    {
        var packed = Enumerable.Range(0, 64).Select(i => (sbyte)(i < 32 ? i - 16 : 127 - i)).ToArray();
        var weights = BlockFormats.DecodeQ8(packed, [(Half)0.5f, (Half)(-2)]);
        Assert.Equal(-8, weights[0]);
        Assert.Equal(7.5f, weights[31]);
        Assert.Equal(-190, weights[32]);
        Assert.Equal(-128, weights[63]);
    }

    [Fact]
    public void DecodeQ4_takes_low_nibbles_first_and_high_ones_sixteen_later()
    {
        var packed = new byte[16];
        packed[0] = 0xF0;
        packed[1] = 0x9A;
        packed[15] = 0x08;
        var weights = BlockFormats.DecodeQ4(packed, [(Half)0.25f]);
        Assert.Equal(-2, weights[0]);
        Assert.Equal(1.75f, weights[16]);
        Assert.Equal(0.5f, weights[1]);
        Assert.Equal(0.25f, weights[17]);
        Assert.Equal(0, weights[15]);
        Assert.Equal(-2, weights[31]);
    }

    [Fact]
    public void InterleaveQ4_keeps_every_weight_at_its_column() => AnyQ4.Sample(q4 =>
    {
        var expected = BlockFormats.DecodeQ4(q4.Packed, q4.Scales);
        var ordered = BlockFormats.InterleaveQ4(q4.Packed);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], (((ordered[i / 2] >> (i % 2 * 4)) & 15) - 8) * (float)q4.Scales[i / 32]);
    });

    [Fact]
    public void Decode_refuses_lengths_that_do_not_match()
    {
        Assert.Equal(ErrorKind.Configuration, Assert.Throws<ClassifierException>(() => BlockFormats.DecodeQ8(new sbyte[33], [Half.One])).Kind);
        Assert.Equal(ErrorKind.Configuration, Assert.Throws<ClassifierException>(() => BlockFormats.DecodeQ4(new byte[16], [Half.One, Half.One])).Kind);
        Assert.Equal(ErrorKind.Configuration, Assert.Throws<ClassifierException>(() => BlockFormats.InterleaveQ4(new byte[15])).Kind);
    }
}
