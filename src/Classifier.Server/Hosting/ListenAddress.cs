using System.Net;
using Classifier.Core;

namespace Classifier.Server.Hosting;

/// <summary>One address to listen on. A null host is <c>localhost</c>: both loopback addresses.</summary>
internal sealed record ListenAddress(IPAddress? Host, int Port, bool Tls)
{
    /// <summary>Reads addresses separated by semicolons.</summary>
    /// <param name="urls">For example <c>http://127.0.0.1:5080;http://[::1]:5080</c>.</param>
    /// <param name="tls">Whether there is a certificate; then every address uses it.</param>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>.</exception>
    public static IReadOnlyList<ListenAddress> ParseAll(string urls, bool tls)
    {
        var addresses = urls
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(url => Parse(url, tls))
            .ToArray();
        return addresses.Length > 0 ? addresses : throw Wrong("No address to listen on was given.");
    }

    private static ListenAddress Parse(string url, bool tls)
    {
        // Uri knows neither of the wildcards that people write for "every interface".
        var readable = url.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal);
        if (!Uri.TryCreate(readable, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
            || uri.PathAndQuery != "/" || uri.UserInfo.Length > 0)
            throw Wrong($"Address '{OneLine(url)}' is not of the form http://127.0.0.1:5080.");
        if (uri.Scheme == Uri.UriSchemeHttps && !tls)
            throw Wrong($"Address '{OneLine(url)}' asks for TLS, but no certificate and key were given.");
        if (uri.IdnHost == "localhost") return new ListenAddress(uri.Port == 0 ? IPAddress.Loopback : null, uri.Port, tls);
        if (!IPAddress.TryParse(uri.Host.Trim('[', ']'), out var host) || !IPAddress.IsLoopback(host))
            throw Wrong($"Address '{OneLine(url)}' is not a loopback address; callers are not authenticated yet, so only 127.0.0.1, [::1] and localhost are served.");
        return new ListenAddress(host, uri.Port, tls);
    }

    private static ClassifierException Wrong(string message) => new(ErrorKind.Configuration, message, "urls");

    private static string OneLine(string url) => new(url.Take(100).Select(c => char.IsControl(c) ? ' ' : c).ToArray());
}
