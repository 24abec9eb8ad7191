using Classifier.Core;

namespace Classifier.Server.Calls;

/// <summary>
/// Bounds the bytes of requests that are still coming in, over all connections together: what one message may have and how
/// many may be under way would else multiply to more memory than there is. Thread-safe.
/// </summary>
internal sealed class IncomingBytes(ServerOptions options)
{
    /// <summary>Bytes of each request that are not counted, so that small calls pass while large ones fill the budget.</summary>
    public const int Free = 16 * 1024;

    private long _held;

    public long Held => Volatile.Read(ref _held);

    /// <summary>Changes what a request holds.</summary>
    /// <param name="held">Bytes that are counted for it now.</param>
    /// <param name="arrived">Bytes of it that are in memory.</param>
    /// <returns>Bytes that are counted for it from now on.</returns>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Overloaded"/>: no room; nothing has changed.</exception>
    public long Change(long held, long arrived)
    {
        var counted = Math.Max(0, arrived - Free);
        var more = counted - held;
        if (more != 0 && Interlocked.Add(ref _held, more) > options.MaxIncomingBytes && more > 0)
        {
            Interlocked.Add(ref _held, -more);
            throw NoRoom();
        }
        return counted;
    }

    public static ClassifierException NoRoom() => new(ErrorKind.Overloaded, "Too many bytes of requests are coming in at this moment.");
}
