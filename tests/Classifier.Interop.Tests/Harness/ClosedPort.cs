using System.Net;
using System.Net.Sockets;

namespace Classifier.Interop.Tests.Harness;

internal static class ClosedPort
{
    /// <summary>A loopback address on which nobody listens.</summary>
    public static string Address()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener.LocalEndpoint.ToString()!;
    }
}
