using Classifier.Interop.Tests.Harness;

namespace Classifier.Interop.Tests.Clients;

/// <summary>Both clients against a server with a certificate of its own making.</summary>
[Collection(OwnServersGroup.Name)]
public sealed class TlsTests(RunningTlsServer server) : IClassFixture<RunningTlsServer>
{
    [Fact]
    public async Task Node_client_trusts_only_the_authority_it_was_given()
    {
        await ClientScript.Node.RequireAsync();
        Check(await server.RunAsync(ClientScript.Node), "tls_unary", "tls_health", "tls_unknown_authority_is_refused_by_the_client", "tls_plain_client_is_refused");
    }

    [Fact]
    public async Task Python_client_trusts_only_the_authority_it_was_given()
    {
        await ClientScript.Python.RequireAsync();
        Check(await server.RunAsync(ClientScript.Python), "tls_unary", "tls_unknown_authority_is_refused_by_the_client", "tls_plain_client_is_refused");
    }

    private static void Check(ScriptRun run, params string[] checks)
    {
        Assert.Multiple([.. checks.Select(check => (Action)(() => run.Expect(check)))]);
        Assert.Equal(checks.Length, run.Checks.Count);
    }
}
