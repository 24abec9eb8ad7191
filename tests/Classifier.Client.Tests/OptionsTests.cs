namespace Classifier.Client.Tests;

public sealed class OptionsTests
{
    private static readonly ClassifierClientOptions Good = new() { Address = new("http://127.0.0.1:1") };

    public static TheoryData<string, ClassifierClientOptions> Bad => new()
    {
        { "Address", Good with { Address = new("ftp://127.0.0.1") } },
        { "Address", Good with { Address = new("relative", UriKind.Relative) } },
        { "Timeout", Good with { Timeout = TimeSpan.Zero } },
        { "Timeout", Good with { Timeout = TimeSpan.FromDays(31) } },
        { "MaxMessageBytes", Good with { MaxMessageBytes = 0 } },
        { "Tenant", Good with { Tenant = "" } },
        { "Tenant", Good with { Tenant = "a b" } },
        { "Tenant", Good with { Tenant = "a\nb" } },
        { "Tenant", Good with { Tenant = new('a', 129) } },
        { "Tls", Good with { Tls = new() } },
        { "MaxAttempts", Good with { Retry = new() { MaxAttempts = 0 } } },
        { "MaxUnreachable", Good with { Retry = new() { MaxUnreachable = 0 } } },
        { "InitialBackoff", Good with { Retry = new() { InitialBackoff = TimeSpan.Zero } } },
        { "MaxBackoff", Good with { Retry = new() { MaxBackoff = TimeSpan.FromTicks(1) } } },
        { "Budget", Good with { Retry = new() { Budget = -1 } } },
        { "BudgetRefill", Good with { Retry = new() { BudgetRefill = double.NaN } } },
    };

    [Theory]
    [MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public void Client_refuses_options_out_of_range(string name, ClassifierClientOptions options)
    {
        var e = Assert.ThrowsAny<ArgumentException>(() => new ClassifierClient(options));
        Assert.Equal(name, e.ParamName);
    }

    [Fact]
    public async Task Session_refuses_fewer_than_one_place()
    {
        await using var client = new ClassifierClient(Good);
        Assert.Throws<ArgumentOutOfRangeException>(() => client.OpenSession(0));
    }
}
