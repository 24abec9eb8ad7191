namespace Classifier.Fingerprint.Index.Scanning;

/// <summary>What the scans need of a vector register, so that one algorithm serves AVX-512, AVX2 and plain 64-bit words.</summary>
/// <typeparam name="T">The register.</typeparam>
internal unsafe interface ILaneOperations<T>
    where T : unmanaged
{
    /// <summary>64-bit words in a register: 8, 4 or 1.</summary>
    static abstract int Words { get; }

    static abstract T Load(ulong* source);

    static abstract void Store(ulong* target, T value);

    /// <returns>The word in every lane.</returns>
    static abstract T Broadcast(ulong word);

    static abstract T And(T a, T b);

    static abstract T Xor(T a, T b);

    /// <returns>Sum bit of a full adder: a ^ b ^ c.</returns>
    static abstract T Xor3(T a, T b, T c);

    /// <returns>Carry bit of a full adder: the majority of a, b and c.</returns>
    static abstract T Majority(T a, T b, T c);

    static abstract T ShiftLeft(T a, int count);

    static abstract T ShiftRight(T a, int count);

    /// <returns>Bits set in each 64-bit word of both registers together.</returns>
    static abstract T PopCount(T a, T b);

    static abstract T Add(T a, T b);

    /// <summary>True when some 64-bit word is at most the bound's.</summary>
    static abstract bool AnyAtMost(T a, T bound);

    /// <summary>True when every bit is set.</summary>
    static abstract bool AllSet(T a);
}
