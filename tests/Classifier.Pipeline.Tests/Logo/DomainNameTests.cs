using Classifier.Pipeline.Logo.Claims;
using CsCheck;

namespace Classifier.Pipeline.Tests.Logo;

public sealed class DomainNameTests
{
    private static readonly Gen<string> Label = Gen.String[Gen.Char["abcdefghijklmnopqrstuvwxyz0123456789"], 1, 12];
    private static readonly Gen<string> Domain = Label.Array[2, 4].Select(labels => string.Join('.', labels));

    private static DomainName Parse(string text)
    {
        Assert.True(DomainName.TryParse(text, out var domain), text);
        return domain;
    }

    [Theory]
    [InlineData("example.com", "example.com")]
    [InlineData("EXAMPLE.Com", "example.com")]
    [InlineData("example.com.", "example.com")]
    [InlineData(" example.com ", "example.com")]
    [InlineData("bücher.example", "xn--bcher-kva.example")]
    [InlineData("BÜCHER.example", "xn--bcher-kva.example")]
    [InlineData("xn--bcher-kva.example", "xn--bcher-kva.example")]
    [InlineData("example。com", "example.com")]
    public void Ways_to_write_a_name_are_one_name(string text, string expected) => Assert.Equal(expected, Parse(text).Name);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(null)]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a..b")]
    [InlineData(".example.com")]
    [InlineData("http://example.com")]
    [InlineData("example.com/login")]
    [InlineData("example.com:443")]
    [InlineData("user@example.com")]
    [InlineData("exa mple.com")]
    [InlineData("[::1]")]
    [InlineData("-a.com")]
    [InlineData("a-.com")]
    [InlineData("\ud800.com")]
    [InlineData("a\0.com")]
    public void What_is_no_host_name_is_refused(string? text) => Assert.False(DomainName.TryParse(text, out _));

    [Theory]
    [InlineData("example.com", "example.com", true)]
    [InlineData("www.example.com", "example.com", true)]
    [InlineData("a.b.example.com", "EXAMPLE.COM.", true)]
    [InlineData("evilexample.com", "example.com", false)]
    [InlineData("example.com.evil.org", "example.com", false)]
    [InlineData("example.co", "example.com", false)]
    [InlineData("com", "example.com", false)]
    [InlineData("login.bücher.example", "xn--bcher-kva.example", true)]
    // Cyrillic р and а.
    [InlineData("раypal.com", "paypal.com", false)]
    public void A_name_is_within_another_by_whole_labels(string name, string parent, bool within) =>
        Assert.Equal(within, Parse(name).IsWithin(Parse(parent)));

    [Fact]
    public void Labels_before_a_name_lie_within_it_and_letters_before_it_do_not() =>
        Gen.Select(Domain, Label).Sample((domain, label) =>
        {
            var parent = Parse(domain);
            Assert.True(Parse($"{label}.{domain}").IsWithin(parent));
            Assert.False(Parse(label + domain).IsWithin(parent));
            Assert.False(Parse($"{domain}.{label}").IsWithin(parent) && !$"{domain}.{label}".EndsWith("." + domain, StringComparison.Ordinal));
            Assert.False(parent.IsWithin(Parse($"{label}.{domain}")));
        });

    [Fact]
    public void Case_and_the_last_dot_never_matter() =>
        Gen.Select(Domain, Domain, Gen.Bool, Gen.Bool).Sample((a, b, upper, dot) =>
        {
            string Bend(string s) => (upper ? s.ToUpperInvariant() : s) + (dot ? "." : "");
            Assert.Equal(Parse(a).IsWithin(Parse(b)), Parse(Bend(a)).IsWithin(Parse(b)));
            Assert.Equal(Parse(a).IsWithin(Parse(b)), Parse(a).IsWithin(Parse(Bend(b))));
            Assert.Equal(Parse(a), Parse(Bend(a)));
        });

    [Fact]
    public void Any_text_is_a_name_or_is_refused() => Gen.String[0, 300].Sample(text =>
    {
        if (!DomainName.TryParse(text, out var domain)) return;
        Assert.InRange(domain.Name.Length, 1, 253);
        Assert.True(domain.IsWithin(domain));
        Assert.Equal(domain, Parse(domain.Name));
    });

    [Fact]
    public void No_name_is_within_none() => Assert.False(Parse("example.com").IsWithin(default));
}
