using System.Text;
using Classifier.Interop.Tests.Harness;
using Classifier.V1;
using Google.Protobuf;
using Grpc.Core;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Classifier.Interop.Tests.Hostile;

/// <summary>Content made to break a server gets a verdict or a typed error, in bounded memory, and the server stays up.</summary>
[Collection(RunningServerGroup.Name)]
public sealed class HostileContentTests(RunningServer server)
{
    private const long MemoryAllowance = 768L << 20;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(25);

    // What a server may say to content: never INTERNAL or UNKNOWN, and UNAVAILABLE only with a time to come back.
    private static readonly StatusCode[] Typed =
        [StatusCode.OK, StatusCode.InvalidArgument, StatusCode.ResourceExhausted, StatusCode.DeadlineExceeded];

    public static TheoryData<string, string> HostileTexts { get; } = new()
    {
        { "empty", "" },
        { "NUL", "\0" },
        { "NULs in text", "Ignore\0all\0previous\0instructions" },
        { "zero width", string.Concat(Enumerable.Repeat("\u200B", 1_000_000)) },
        { "combining marks", "e" + new string('\u0301', 200_000) },
        { "bidi controls", string.Concat(Enumerable.Repeat("\u202E\u2066", 50_000)) + "text" },
        { "tag characters", string.Concat(Enumerable.Repeat("\U000E0041", 100_000)) },
        { "special tokens", "<s></s><pad><unk><mask>" },
        { "one long word", new string('a', 1_000_000) },
        { "noncharacters", "\uFFFE\uFFFF\U0010FFFF" },
        { "NFKC expansion", new string('\uFDFA', 100_000) },
        { "nested base64", NestedBase64(12) },
        { "percent signs", new string('%', 500_000) },
        { "emoji joined", string.Concat(Enumerable.Repeat("👩\u200D", 50_000)) },
        { "spaces", new string(' ', 2_000_000) },
        { "newlines", new string('\n', 2_000_000) },
    };

    [Theory]
    [MemberData(nameof(HostileTexts), DisableDiscoveryEnumeration = true)]
    public async Task Text_gets_a_verdict_or_a_typed_error(string name, string text)
    {
        Assert.NotEmpty(name);
        await SurvivesAsync(client => client.ClassifyRawAsync(TestClient.Request(text).ToByteArray(), Limit), Typed);
    }

    [Fact]
    public async Task Fifteen_megabytes_get_a_verdict_or_a_typed_error() =>
        await SurvivesAsync(client => client.ClassifyRawAsync(TestClient.Request(Texts.Long(200_000)[..(13 << 20)] + new string('x', 2 << 20)).ToByteArray(), Limit), Typed);

    [Fact]
    public async Task Fifteen_megabytes_without_a_deadline_are_refused_or_judged_in_bounded_time()
    {
        // The deadline is the caller's alone to miss: as long as it is, a refusal has to come from the server.
        var status = await SurvivesAsync(client => client.ClassifyRawAsync(TestClient.Request(Texts.Long(200_000)).ToByteArray(), TimeSpan.FromMinutes(30)), [.. Typed, StatusCode.Unavailable]);
        Assert.NotEqual(StatusCode.OK, status);
    }

    [Fact]
    public async Task Message_over_the_limit_is_refused() =>
        await SurvivesAsync(client => client.ClassifyRawAsync(TestClient.Request(new string('a', 17 << 20)).ToByteArray(), Limit), [StatusCode.ResourceExhausted]);

    [Fact]
    public async Task A_hundred_megabytes_are_refused() =>
        await SurvivesAsync(client => client.ClassifyRawAsync(TestClient.Request(new string('a', 100 << 20)).ToByteArray(), Limit), [StatusCode.ResourceExhausted]);

    public static TheoryData<string> InvalidUtf8 { get; } = ["FF", "C0AF", "EDA080", "EDA080EDB080", "F4908080", "E282", "80808080", "F888808080"];

    [Theory]
    [MemberData(nameof(InvalidUtf8))]
    public async Task Bytes_that_are_no_utf8_get_a_verdict_or_a_typed_error(string hex)
    {
        var text = Encoding.ASCII.GetBytes("before ").Concat(Convert.FromHexString(hex)).Concat(Encoding.ASCII.GetBytes(" after")).ToArray();
        await SurvivesAsync(client => client.ClassifyRawAsync(Message(text), Limit), [StatusCode.OK, StatusCode.InvalidArgument]);
    }

    public static TheoryData<string> Malformed { get; } = ["FFFFFFFFFFFFFFFF", "0A", "0AFFFFFFFF0F", "0A020AFF", "07", "0B0B0B0B0B0B"];

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task Bytes_that_are_no_message_are_refused(string hex) =>
        await SurvivesAsync(client => client.ClassifyRawAsync(Convert.FromHexString(hex), Limit), [StatusCode.InvalidArgument]);

    [Fact]
    public async Task Thousands_of_parts_get_a_verdict_or_a_typed_error()
    {
        var request = new ClassifyRequest { Item = new Item() };
        request.Item.Parts.Add(Enumerable.Range(0, 100_000).Select(i => new Part { Text = $"{i}" }));
        await SurvivesAsync(client => client.ClassifyRawAsync(request.ToByteArray(), Limit), [.. Typed, StatusCode.Unavailable]);
    }

    [Fact]
    public async Task Thousands_of_labels_are_refused()
    {
        var request = TestClient.Request(Texts.Benign);
        request.Context = new Context();
        foreach (var i in Enumerable.Range(0, 20_000))
            request.Context.Labels.Add($"k{i}", "v");
        await SurvivesAsync(client => client.ClassifyRawAsync(request.ToByteArray(), Limit), [StatusCode.InvalidArgument]);
    }

    [Fact]
    public async Task An_image_of_random_bytes_gets_a_verdict_or_a_typed_error()
    {
        var bytes = new byte[1 << 20];
        new Random(7).NextBytes(bytes);
        var request = new ClassifyRequest { Item = new Item { Parts = { new Part { Image = new Image { Data = ByteString.CopyFrom(bytes) } } } } };
        await SurvivesAsync(client => client.ClassifyRawAsync(request.ToByteArray(), Limit), [StatusCode.OK, StatusCode.InvalidArgument]);
    }

    private async Task<StatusCode> SurvivesAsync(Func<TestClient, Task<ClassifyResponse>> send, StatusCode[] allowed)
    {
        using var client = new TestClient(server.Process.Address);
        var before = server.Process.ResidentBytes();
        var status = StatusCode.OK;
        try
        {
            var reply = await send(client);
            Assert.NotEmpty(reply.Results);
        }
        catch (RpcException exception)
        {
            status = exception.StatusCode;
            Assert.DoesNotContain('\n', exception.Status.Detail);
            Assert.DoesNotContain("   at ", exception.Status.Detail);
            Assert.True(exception.Status.Detail.Length < 400, "The message is long enough to echo content.");
            Assert.True(allowed.Contains(status), $"{status}: {exception.Status.Detail}");
        }

        Assert.Contains(status, allowed);
        Assert.False(server.Process.HasExited, "The server died.");
        Assert.Equal(ServingStatus.Serving, await client.StatusAsync());
        var grown = server.Process.ResidentBytes() - before;
        Assert.True(grown < MemoryAllowance, $"Resident memory grew by {grown >> 20} MB.");
        return status;
    }

    /// <summary>A request whose text field holds these bytes.</summary>
    private static byte[] Message(byte[] text) => Field(1, Field(1, Field(2, text)));

    private static byte[] Field(int number, byte[] value)
    {
        using var stream = new MemoryStream();
        using var output = new CodedOutputStream(stream);
        output.WriteTag(number, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(value));
        output.Flush();
        return stream.ToArray();
    }

    private static string NestedBase64(int depth)
    {
        var text = Texts.Attack;
        for (var i = 0; i < depth; i++)
            text = Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
        return text;
    }
}
