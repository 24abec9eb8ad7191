using Classifier.Server.Tests.Fakes;
using Grpc.Core;

namespace Classifier.Server.Tests.Classification;

public sealed class ValidationTests
{
    public static TheoryData<string, V1.ClassifyRequest> Wrong { get; } = new()
    {
        { "item.parts", new V1.ClassifyRequest() },
        { "item.parts", new V1.ClassifyRequest { Item = new V1.Item() } },
        { "item.parts", new V1.ClassifyRequest { Item = new V1.Item { Parts = { Enumerable.Repeat(new V1.Part { Text = "x" }, 65) } } } },
        { "item.parts[1]", Parts(new V1.Part { Text = "x" }, new V1.Part { Role = V1.Role.User }) },
        { "item.parts[0].image.data", Parts(new V1.Part { Image = new V1.Image() }) },
        { "item.parts[1].role", Parts(new V1.Part { Text = "x" }, new V1.Part { Text = "x", Role = (V1.Role)99 }) },
        { "context.direction", With(new V1.Context { Direction = (V1.Direction)9 }) },
        { "context.priority", With(new V1.Context { Priority = (V1.Priority)(-1) }) },
        { "context.tasks[1]", With(new V1.Context { Tasks = { "injection", "astrology" } }) },
        { "context.tasks[0]", With(new V1.Context { Tasks = { "" } }) },
        { "context.tasks[0]", With(new V1.Context { Tasks = { "IN JECTION\n" } }) },
        { "context.tasks", With(new V1.Context { Tasks = { Enumerable.Repeat("hate", 33) } }) },
        { "context.output_id", With(new V1.Context { OutputId = new string('é', 65) }) },
        { "context.output_id", With(new V1.Context { OutputId = "a\nb" }) },
        { "context.retrigger_source", With(new V1.Context { RetriggerSource = new string('x', 257) }) },
        { "context.claimed_brand", With(new V1.Context { ClaimedBrand = new string('x', 129) }) },
        { "context.claimed_domain", With(new V1.Context { ClaimedDomain = new string('x', 254) }) },
        { "context.labels", With(Labels(Enumerable.Range(0, 17).Select(i => ($"k{i}", "v")))) },
        { "context.labels", With(Labels([("", "v")])) },
        { "context.labels", With(Labels([(new string('k', 65), "v")])) },
        { "context.labels", With(Labels([("k", new string('é', 33))])) },
    };

    [Fact]
    public async Task Every_malformed_field_is_named()
    {
        await using var server = await TestServer.StartAsync();
        foreach (var row in Wrong)
        {
            var (field, request) = row.Data;
            var e = await Errors.Of(server.Service.ClassifyAsync(request));
            Assert.Equal(StatusCode.InvalidArgument, e.StatusCode);
            Assert.Equal(field, e.Field());
            Assert.Equal(("INVALID_ARGUMENT", "classifier"), (e.Info().Reason, e.Info().Domain));
            Assert.DoesNotContain('\n', e.Status.Detail);
        }

        Assert.Empty(server.Classifier.Requests);
    }

    [Fact]
    public async Task Limits_themselves_are_taken()
    {
        await using var server = await TestServer.StartAsync();
        var request = new V1.ClassifyRequest
        {
            Item = new V1.Item { Parts = { Enumerable.Repeat(new V1.Part { Text = "x" }, 64) } },
            Context = Labels(Enumerable.Range(0, 16).Select(i => ($"{i:d64}", new string('v', 64)))),
        };
        request.Context.OutputId = new string('é', 64);
        request.Context.Tasks.Add(Enumerable.Repeat("hate", 32));

        var response = await server.Service.ClassifyAsync(request);

        Assert.Equal(V1.Decision.Allow, response.Decision);
    }

    [Fact]
    public async Task Task_of_a_suspended_model_is_known()
    {
        await using var server = await TestServer.StartAsync(classifier: new FakeClassifier { Tasks = [] });
        server.Catalog.Set(server.Catalog.Model.Manifest, Inference.ModelState.Suspended);
        var request = With(new V1.Context { Tasks = { "toxicity" } });

        await server.Service.ClassifyAsync(request);

        Assert.Single(server.Classifier.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("a,b")]
    public async Task Tenant_of_another_form_is_refused(string tenant)
    {
        await using var server = await TestServer.StartAsync();

        var e = await Errors.Of(server.Service.ClassifyAsync(Requests.Text("x"), new Metadata { { "x-tenant", tenant } }));

        Assert.Equal((StatusCode.InvalidArgument, "x-tenant"), (e.StatusCode, e.Field()));
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public async Task Tenant_has_at_most_64_characters(int length, bool taken)
    {
        await using var server = await TestServer.StartAsync();
        var call = server.Service.ClassifyAsync(Requests.Text("x"), new Metadata { { "x-tenant", new string('t', length) } });

        if (taken) await call;
        else Assert.Equal(StatusCode.InvalidArgument, (await Errors.Of(call)).StatusCode);
    }

    private static V1.ClassifyRequest Parts(params V1.Part[] parts) => new() { Item = new V1.Item { Parts = { parts } } };

    private static V1.ClassifyRequest With(V1.Context context)
    {
        var request = Requests.Text("x");
        request.Context = context;
        return request;
    }

    private static V1.Context Labels(IEnumerable<(string Key, string Value)> labels)
    {
        var context = new V1.Context();
        foreach (var (key, value) in labels) context.Labels.Add(key, value);
        return context;
    }
}
