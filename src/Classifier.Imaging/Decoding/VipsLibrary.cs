using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetVips;

namespace Classifier.Imaging.Decoding;

/// <summary>
/// The one place that sets libvips up: every loader blocked, the five wanted ones unblocked; one thread a picture, since pictures
/// come many at a time; no cache of operations, since no picture comes twice.
/// </summary>
internal static partial class VipsLibrary
{
    private const string Library = "libvips.so.42";

    private static readonly string[] Allowed =
        ["VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp", "VipsForeignLoadNsgif", "VipsForeignLoadHeif"];

    private static readonly Lazy<bool> Ready = new(SetUp);

    public static void Initialise() => _ = Ready.Value;

    /// <summary>A source over memory that the caller keeps in place until the image is done with.</summary>
    public static unsafe Source Open(byte* data, int length)
    {
        var pointer = vips_source_new_from_memory((nint)data, (nuint)length);
        return pointer != 0 ? NewSource(pointer) : throw new VipsException("no source");
    }

    private static bool SetUp()
    {
        // GLib would warn on stderr about every odd picture; the error that matters comes as a return value.
        NetVips.Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, static (_, _, _) => { });
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;
        Operation.Block("VipsForeignLoad", true);
        foreach (var loader in Allowed)
            Operation.Block(loader, false);
        return true;
    }

    [LibraryImport(Library)]
    private static partial nint vips_source_new_from_memory(nint data, nuint length);

    // NetVips copies a span into a source of its own; its constructor over a pointer is not public.
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern Source NewSource(nint pointer);
}
