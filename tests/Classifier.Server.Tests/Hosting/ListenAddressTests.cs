using System.Net;
using Classifier.Core;
using Classifier.Server.Hosting;

namespace Classifier.Server.Tests.Hosting;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:5080", "127.0.0.1", 5080)]
    [InlineData("http://127.9.9.9:1/", "127.9.9.9", 1)]
    [InlineData("http://[::1]:0", "::1", 0)]
    [InlineData("http://localhost:0", "127.0.0.1", 0)]
    [InlineData("http://localhost:7", null, 7)]
    public void Loopback_is_taken(string url, string? host, int port)
    {
        var address = Assert.Single(ListenAddress.ParseAll(url, tls: false));

        Assert.Equal(new ListenAddress(host is null ? null : IPAddress.Parse(host), port, false), address);
    }

    [Fact]
    public void Several_addresses_are_taken() =>
        Assert.Equal([1, 2], ListenAddress.ParseAll(" http://127.0.0.1:1 ; https://[::1]:2;", tls: true).Select(a => a.Port));

    [Theory]
    [InlineData("http://0.0.0.0:5080", "not a loopback")]
    [InlineData("http://*:5080", "not a loopback")]
    [InlineData("http://+:5080", "not a loopback")]
    [InlineData("http://[::]:5080", "not a loopback")]
    [InlineData("http://10.0.0.1:5080", "not a loopback")]
    [InlineData("http://example.org:5080", "not a loopback")]
    [InlineData("https://127.0.0.1:5080", "no certificate")]
    [InlineData("ftp://127.0.0.1:5080", "form")]
    [InlineData("http://127.0.0.1:99999", "form")]
    [InlineData("http://127.0.0.1:5080/path", "form")]
    [InlineData("http://user@127.0.0.1:5080", "form")]
    [InlineData("127.0.0.1:5080", "form")]
    [InlineData("nonsense\nhttp", "form")]
    [InlineData(" ; ", "No address")]
    [InlineData("", "No address")]
    public void Anything_else_is_one_line(string urls, string part)
    {
        var e = Assert.Throws<ClassifierException>(() => ListenAddress.ParseAll(urls, tls: false));

        Assert.Equal(ErrorKind.Configuration, e.Kind);
        Assert.Contains(part, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }
}
