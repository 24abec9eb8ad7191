using System.Net;
using System.Net.Http.Headers;
using Classifier.Core;
using Classifier.Server.Calls;
using Classifier.Server.Tests.Fakes;
using CsCheck;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Classifier.Server.Tests.Calls;

public sealed class IncomingBytesTests
{
    private const int MiB = 1024 * 1024;
    private static readonly ServerOptions Small = TestServer.Options with { MaxMessageBytes = 2 * MiB, MaxIncomingBytes = 2 * MiB };

    [Fact]
    public void Change_counts_what_lies_above_the_free_part_of_each_request_and_never_more_than_the_budget() =>
        Gen.Select(Gen.Int[0, 7], Gen.Long[0, 3 * MiB]).Array[1, 200].Sample(steps =>
        {
            var budget = new IncomingBytes(Small);
            var held = new long[8];
            foreach (var (request, arrived) in steps)
            {
                var others = held.Sum() - held[request];
                var wanted = Math.Max(0, arrived - IncomingBytes.Free);
                if (wanted > held[request] && others + wanted > Small.MaxIncomingBytes)
                    Assert.Equal(ErrorKind.Overloaded, Assert.Throws<ClassifierException>(() => budget.Change(held[request], arrived)).Kind);
                else
                    Assert.Equal(wanted, held[request] = budget.Change(held[request], arrived));
                Assert.Equal(held.Sum(), budget.Held);
            }
            foreach (var bytes in held) budget.Change(bytes, 0);
            Assert.Equal(0, budget.Held);
        });

    [Fact]
    public async Task Large_message_is_refused_while_another_fills_the_budget_and_a_small_one_passes()
    {
        await using var server = await TestServer.StartAsync(Small);
        var budget = server.Services.GetRequiredService<IncomingBytes>();
        using var slow = new SlowCall(server, 2 * MiB - 64);
        await slow.SendAsync(3 * MiB / 2);
        await slow.ArrivedAsync(budget, MiB);

        var large = await Errors.Of(server.Service.ClassifyAsync(Requests.Text(new string('a', MiB))));
        await server.Service.ClassifyAsync(Requests.Text("small"));

        Assert.Equal(StatusCode.Unavailable, large.StatusCode);
        Assert.Equal("OVERLOADED", large.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Reason);
        Assert.NotNull(large.GetRpcStatus()!.GetDetail<RetryInfo>());
        Assert.Equal("small", Assert.Single(server.Classifier.Requests).Parts[0].Text);
    }

    [Fact]
    public async Task Budget_is_free_again_when_a_call_broke_off_and_when_one_was_answered()
    {
        await using var server = await TestServer.StartAsync(Small);
        var budget = server.Services.GetRequiredService<IncomingBytes>();
        using (var slow = new SlowCall(server, 2 * MiB - 64))
        {
            await slow.SendAsync(MiB);
            await slow.ArrivedAsync(budget, MiB / 2);
        }
        await SlowCall.UntilAsync(() => budget.Held == 0);

        for (var i = 0; i < 4; i++) await server.Service.ClassifyAsync(Requests.Text(new string('a', MiB)));

        await SlowCall.UntilAsync(() => budget.Held == 0);
        Assert.Equal(4, server.Classifier.Requests.Count);
    }

    [Fact]
    public async Task Rest_body_counts_by_its_length_and_is_refused_as_service_unavailable()
    {
        await using var server = await TestServer.StartAsync(Small);
        var budget = server.Services.GetRequiredService<IncomingBytes>();
        using var slow = new SlowCall(server, 2 * MiB - 64);
        await slow.SendAsync(3 * MiB / 2);
        await slow.ArrivedAsync(budget, MiB);
        using var body = new StringContent($$$"""{"item":{"parts":[{"text":"{{{new string('a', MiB)}}}"}]}}""", MediaTypeHeaderValue.Parse("application/json"));

        using var answer = await server.Http.PostAsync(new Uri("/v1/classify", UriKind.Relative), body, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
    }
}
