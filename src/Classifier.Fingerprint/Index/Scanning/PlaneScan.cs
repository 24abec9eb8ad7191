using System.Runtime.CompilerServices;

namespace Classifier.Fingerprint.Index.Scanning;

/// <summary>
/// Compares every code of a range with one query, plane by plane, a register of codes at a time. A register whose codes all exceed
/// the bound after half of their bits is abandoned: at a bound of 31 the other half is almost never read.
/// </summary>
internal static unsafe class PlaneScan<TOps, T>
    where TOps : struct, ILaneOperations<T>
    where T : unmanaged
{
    /// <summary>Above this bound half of the bits exclude too few registers (128 fair bits: mean 64, deviation 5.7), and all planes are read at once.</summary>
    private const int HalfIsEnough = 45;

    public static void Scan(CodePlanes codes, int start, int end, Collector collector)
    {
        var position = start;
        while (position < end && position % TOps.Words != 0)
            Offer(codes, position++, collector);
        while (position + TOps.Words <= end)
        {
            position = collector.Bound <= HalfIsEnough
                ? FindByHalf(codes, position, end, collector)
                : FindByAll(codes, position, end, collector);
            for (var i = 0; i < TOps.Words && position < end; i++)
                Offer(codes, position++, collector);
        }

        while (position < end)
            Offer(codes, position++, collector);
        GC.KeepAlive(codes);
    }

    /// <returns>Position of the next register that may hold a code within the bound; the last incomplete register if none does.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int FindByHalf(CodePlanes codes, int position, int end, Collector collector)
    {
        var bound = TOps.Broadcast((ulong)collector.Bound);
        var a = TOps.Broadcast(collector.Query.Word0);
        var b = TOps.Broadcast(collector.Query.Word1);
        var planeA = codes.Plane(0);
        var planeB = codes.Plane(1);
        for (; position + TOps.Words <= end; position += TOps.Words)
        {
            var distance = TOps.PopCount(TOps.Xor(TOps.Load(planeA + position), a), TOps.Xor(TOps.Load(planeB + position), b));
            if (TOps.AnyAtMost(distance, bound))
                break;
        }

        return position;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int FindByAll(CodePlanes codes, int position, int end, Collector collector)
    {
        var bound = TOps.Broadcast((ulong)Math.Max(0, collector.Bound));
        var a = TOps.Broadcast(collector.Query.Word0);
        var b = TOps.Broadcast(collector.Query.Word1);
        var c = TOps.Broadcast(collector.Query.Word2);
        var d = TOps.Broadcast(collector.Query.Word3);
        var planeA = codes.Plane(0);
        var planeB = codes.Plane(1);
        var planeC = codes.Plane(2);
        var planeD = codes.Plane(3);
        for (; position + TOps.Words <= end; position += TOps.Words)
        {
            var half = TOps.PopCount(TOps.Xor(TOps.Load(planeA + position), a), TOps.Xor(TOps.Load(planeB + position), b));
            var rest = TOps.PopCount(TOps.Xor(TOps.Load(planeC + position), c), TOps.Xor(TOps.Load(planeD + position), d));
            if (TOps.AnyAtMost(TOps.Add(half, rest), bound))
                break;
        }

        return position;
    }

    private static void Offer(CodePlanes codes, int position, Collector collector)
    {
        var distance = codes.Distance(position, collector.Query);
        if (distance <= collector.Bound)
            collector.Offer(position, distance);
    }
}
