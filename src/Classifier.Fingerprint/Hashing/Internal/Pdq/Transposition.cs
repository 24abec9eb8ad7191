using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Classifier.Fingerprint.Hashing.Internal;

/// <summary>Turns 8 rows of 8 floats into 8 columns.</summary>
internal static unsafe class Transposition
{
    /// <summary>Writes column i of the eight rows to <paramref name="to"/> + i × <paramref name="pitch"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(
        Vector256<float> r0, Vector256<float> r1, Vector256<float> r2, Vector256<float> r3,
        Vector256<float> r4, Vector256<float> r5, Vector256<float> r6, Vector256<float> r7,
        float* to, nint pitch)
    {
        if (!Avx.IsSupported)
        {
            StoreSingly(r0, to, pitch);
            StoreSingly(r1, to + 1, pitch);
            StoreSingly(r2, to + 2, pitch);
            StoreSingly(r3, to + 3, pitch);
            StoreSingly(r4, to + 4, pitch);
            StoreSingly(r5, to + 5, pitch);
            StoreSingly(r6, to + 6, pitch);
            StoreSingly(r7, to + 7, pitch);
            return;
        }

        var t0 = Avx.UnpackLow(r0, r1);
        var t1 = Avx.UnpackHigh(r0, r1);
        var t2 = Avx.UnpackLow(r2, r3);
        var t3 = Avx.UnpackHigh(r2, r3);
        var t4 = Avx.UnpackLow(r4, r5);
        var t5 = Avx.UnpackHigh(r4, r5);
        var t6 = Avx.UnpackLow(r6, r7);
        var t7 = Avx.UnpackHigh(r6, r7);
        var u0 = Avx.Shuffle(t0, t2, 0x44);
        var u1 = Avx.Shuffle(t0, t2, 0xEE);
        var u2 = Avx.Shuffle(t1, t3, 0x44);
        var u3 = Avx.Shuffle(t1, t3, 0xEE);
        var u4 = Avx.Shuffle(t4, t6, 0x44);
        var u5 = Avx.Shuffle(t4, t6, 0xEE);
        var u6 = Avx.Shuffle(t5, t7, 0x44);
        var u7 = Avx.Shuffle(t5, t7, 0xEE);
        Avx.Permute2x128(u0, u4, 0x20).Store(to);
        Avx.Permute2x128(u1, u5, 0x20).Store(to + pitch);
        Avx.Permute2x128(u2, u6, 0x20).Store(to + 2 * pitch);
        Avx.Permute2x128(u3, u7, 0x20).Store(to + 3 * pitch);
        Avx.Permute2x128(u0, u4, 0x31).Store(to + 4 * pitch);
        Avx.Permute2x128(u1, u5, 0x31).Store(to + 5 * pitch);
        Avx.Permute2x128(u2, u6, 0x31).Store(to + 6 * pitch);
        Avx.Permute2x128(u3, u7, 0x31).Store(to + 7 * pitch);
    }

    /// <summary>Turns eight rows in memory.</summary>
    public static void Turn(float* from, nint fromPitch, float* to, nint toPitch) => Store(
        Vector256.Load(from),
        Vector256.Load(from + fromPitch),
        Vector256.Load(from + 2 * fromPitch),
        Vector256.Load(from + 3 * fromPitch),
        Vector256.Load(from + 4 * fromPitch),
        Vector256.Load(from + 5 * fromPitch),
        Vector256.Load(from + 6 * fromPitch),
        Vector256.Load(from + 7 * fromPitch),
        to,
        toPitch);

    internal static void StoreSingly(Vector256<float> row, float* to, nint pitch)
    {
        for (var i = 0; i < 8; i++) to[i * pitch] = row[i];
    }
}
