using System.Net.Sockets;
using Classifier.Core;
using Microsoft.AspNetCore.Connections;

namespace Classifier.Server.Hosting;

/// <summary>Turns what Kestrel throws at start into one line.</summary>
internal static class StartFailures
{
    /// <summary>Null when the failure is not about an address.</summary>
    public static ClassifierException? Explain(Exception failure)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case ClassifierException known:
                    return known;
                case AddressInUseException:
                    return Wrong($"An address is in use by another program: {Address(failure)}.", failure);
                case SocketException { SocketErrorCode: SocketError.AccessDenied }:
                    return Wrong($"This user may not listen on that port: {Address(failure)}.", failure);
                case SocketException { SocketErrorCode: SocketError.AddressNotAvailable }:
                    return Wrong($"This machine has no such address: {Address(failure)}.", failure);
            }
        }

        return null;
    }

    // Kestrel's message: "Failed to bind to address http://127.0.0.1:5080: address already in use."
    private static string Address(Exception failure)
    {
        var word = failure.Message.Split(' ').FirstOrDefault(w => w.StartsWith("http", StringComparison.Ordinal));
        return word is null ? "see urls" : word.TrimEnd(':', '.');
    }

    private static ClassifierException Wrong(string message, Exception inner) => new(ErrorKind.Configuration, message, "urls", inner: inner);
}
