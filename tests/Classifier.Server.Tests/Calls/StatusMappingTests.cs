using Classifier.Core;
using Classifier.Inference;
using Classifier.Server.Tests.Fakes;
using Google.Rpc;
using Grpc.Core;

namespace Classifier.Server.Tests.Calls;

public sealed class StatusMappingTests
{
    [Theory]
    [InlineData(ErrorKind.InvalidArgument, StatusCode.InvalidArgument, "INVALID_ARGUMENT", false)]
    [InlineData(ErrorKind.TooLarge, StatusCode.InvalidArgument, "TOO_LARGE", false)]
    [InlineData(ErrorKind.UnsupportedFormat, StatusCode.InvalidArgument, "UNSUPPORTED_FORMAT", false)]
    [InlineData(ErrorKind.QuotaExceeded, StatusCode.ResourceExhausted, "QUOTA_EXCEEDED", true)]
    [InlineData(ErrorKind.DeadlineUnmeetable, StatusCode.ResourceExhausted, "DEADLINE_UNMEETABLE", true)]
    [InlineData(ErrorKind.Overloaded, StatusCode.Unavailable, "OVERLOADED", true)]
    [InlineData(ErrorKind.ModelUnavailable, StatusCode.Unavailable, "MODEL_UNAVAILABLE", true)]
    [InlineData(ErrorKind.ShuttingDown, StatusCode.Unavailable, "SHUTTING_DOWN", true)]
    [InlineData(ErrorKind.DeadlineExceeded, StatusCode.DeadlineExceeded, "DEADLINE_EXCEEDED", false)]
    [InlineData(ErrorKind.Configuration, StatusCode.Internal, "CONFIGURATION", false)]
    public async Task Refusal_has_its_code_reason_and_retry(ErrorKind kind, StatusCode code, string reason, bool retry)
    {
        await using var server = await TestServer.StartAsync();
        server.Classifier.OnClassify = (_, _) => throw new ClassifierException(kind, "One line.", "item.parts[0]", TimeSpan.FromMilliseconds(250));

        var e = await Errors.Of(server.Service.ClassifyAsync(Requests.Text("x")));

        Assert.Equal((code, "One line."), (e.StatusCode, e.Status.Detail));
        Assert.Equal((reason, "classifier"), (e.Info().Reason, e.Info().Domain));
        Assert.Equal("item.parts[0]", e.Field());
        if (retry) Assert.Equal(TimeSpan.FromMilliseconds(250), e.RetryAfter());
        else Assert.Null(e.GetRpcStatus()!.GetDetail<RetryInfo>());
    }

    [Fact]
    public void Every_kind_has_a_code()
    {
        foreach (var kind in Enum.GetValues<ErrorKind>())
            Assert.Equal(kind == ErrorKind.Configuration, Server.Calls.FailureMapping.Map(new ClassifierException(kind, "x")).Code == Code.Internal);
    }

    [Fact]
    public async Task Refusal_for_load_always_says_when_to_come_back()
    {
        await using var server = await TestServer.StartAsync();
        server.Classifier.OnClassify = (_, _) => throw new ClassifierException(ErrorKind.Overloaded, "Busy.");

        var e = await Errors.Of(server.Service.ClassifyAsync(Requests.Text("x")));

        Assert.True(e.RetryAfter() > TimeSpan.Zero);
        Assert.Null(e.GetRpcStatus()!.GetDetail<BadRequest>());
    }

    [Fact]
    public async Task Unforeseen_failure_is_an_incident_that_is_logged_once_without_its_message()
    {
        await using var server = await TestServer.StartAsync();
        server.Classifier.OnClassify = (r, _) => throw new FormatException($"cannot read '{r.Parts[0].Text}'", new InvalidOperationException("inner secret"));

        var e = await Errors.Of(server.Service.ClassifyAsync(Requests.Text("secret-marker")));

        var incident = e.Info().Metadata["incident"];
        Assert.Equal((StatusCode.Internal, $"Internal error; incident {incident}."), (e.StatusCode, e.Status.Detail));
        Assert.Single(server.Logs.Lines, l => l.Text.Contains(incident, StringComparison.Ordinal));
        Assert.Contains(server.Logs.Lines, l => l.Text.Contains("FormatException < InvalidOperationException", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Logs.Lines, l => l.Text.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Model_fault_does_not_show_its_message()
    {
        await using var server = await TestServer.StartAsync();
        server.Classifier.OnClassify = (_, _) => throw new ModelFaultException(new ModelId("text", "1"), "node Gather_12 of /models/text/1");

        var e = await Errors.Of(server.Service.ClassifyAsync(Requests.Text("x")));

        Assert.Equal((StatusCode.Internal, "MODEL_FAULT"), (e.StatusCode, e.Info().Reason));
        Assert.DoesNotContain("Gather", e.ToString(), StringComparison.Ordinal);
    }
}
