using System.Runtime.Intrinsics;

namespace Classifier.Fingerprint.Index.Scanning;

/// <summary>Exact scan of codes with the widest registers that this machine has.</summary>
internal static class HammingScan
{
    /// <summary>From this many queries on, turning a block into bit slices pays for itself.</summary>
    public const int BatchFrom = 6;

    public static LaneWidth Widest { get; } =
        Lane512.IsSupported ? LaneWidth.Bits512 : Lane256.IsSupported ? LaneWidth.Bits256 : LaneWidth.Bits64;

    public static void Scan(CodePlanes codes, int start, int end, ReadOnlySpan<Collector> collectors) =>
        Scan(Widest, codes, start, end, collectors);

    internal static void Scan(LaneWidth width, CodePlanes codes, int start, int end, ReadOnlySpan<Collector> collectors)
    {
        if (collectors.Length >= BatchFrom)
        {
            using var scan = Batch(width, collectors);
            scan.Scan(codes, start, end);
            return;
        }

        foreach (var collector in collectors)
            One(width, codes, start, end, collector);
    }

    internal static IBatchScan Batch(LaneWidth width, ReadOnlySpan<Collector> collectors) => width switch
    {
        LaneWidth.Bits512 => new BatchScan<Lane512, Vector512<ulong>>(collectors),
        LaneWidth.Bits256 => new BatchScan<Lane256, Vector256<ulong>>(collectors),
        _ => new BatchScan<Lane64, ulong>(collectors),
    };

    internal static void One(LaneWidth width, CodePlanes codes, int start, int end, Collector collector)
    {
        switch (width)
        {
            case LaneWidth.Bits512:
                PlaneScan<Lane512, Vector512<ulong>>.Scan(codes, start, end, collector);
                break;
            case LaneWidth.Bits256:
                PlaneScan<Lane256, Vector256<ulong>>.Scan(codes, start, end, collector);
                break;
            default:
                PlaneScan<Lane64, ulong>.Scan(codes, start, end, collector);
                break;
        }
    }
}
