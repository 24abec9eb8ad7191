using Classifier.Interop.Tests.Harness;

namespace Classifier.Interop.Tests.Clients;

/// <summary>grpcio against the real server.</summary>
[Collection(RunningServerGroup.Name)]
public sealed class PythonClientTests(RunningServer server)
{
    public static TheoryData<string> Checks { get; } =
    [
        "health_check",
        "health_check_per_model",
        "health_check_unknown",
        "health_watch",
        "reflection",
        "kserve_live_and_ready",
        "kserve_infer_raw",
        "kserve_unknown_model",
        "oversize_message_is_refused",
        "gzip_client",
        "unary_attack",
        "unary_benign",
        "unary_honours_context",
        "unary_covers_every_part",
        "unary_code_points_beyond_the_bmp",
        "batch",
        "batch_of_unary_calls_in_parallel",
        "list_models",
        "unimplemented_method",
        "typed_error_details",
        "deadline_that_cannot_be_met",
        "cancel_unary",
        "tenant_metadata",
        "stream_items",
        "stream_replies_out_of_order",
        "stream_append_final",
        "stream_goes_on_after_a_refusal",
        "half_closed_at_once",
        "half_closed_gets_every_reply",
        "deadline_exceeded_on_a_stream",
        "cancel_in_mid_stream",
        "concurrent_streams_1000",
        "watch_stats",
        "fingerprint_hash",
        "fingerprint_register_match_remove",
        "fingerprint_negative_bank",
        "fingerprint_find_duplicates",
        "fingerprint_typed_errors",
        "fingerprint_seen_before",
        "brand_add_list_export_remove",
        "brand_typed_errors",
    ];

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task Python_client_passes(string check)
    {
        await ClientScript.Python.RequireAsync();
        (await server.Python).Expect(check);
    }

    [Fact]
    public async Task Python_client_makes_no_check_that_is_not_listed_here()
    {
        await ClientScript.Python.RequireAsync();
        Assert.Equal(Checks.Select(row => row.Data).Order(), (await server.Python).Checks.Keys.Order());
    }

    [Fact]
    public async Task Python_client_fails_every_check_when_nobody_listens()
    {
        await ClientScript.Python.RequireAsync();
        var run = await ClientScript.Python.RunAsync(ClosedPort.Address());
        Assert.Equal(1, run.Command.ExitCode);
        Assert.Equal(Checks.Count, run.Checks.Count);
        Assert.DoesNotContain(run.Checks.Values, line => line.Ok);
    }
}
