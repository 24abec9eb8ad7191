using Classifier.Interop.Tests.Harness;

namespace Classifier.Interop.Tests.Clients;

/// <summary>@grpc/grpc-js against the real server.</summary>
[Collection(RunningServerGroup.Name)]
public sealed class NodeClientTests(RunningServer server)
{
    public static TheoryData<string> Checks { get; } =
    [
        "health_check",
        "health_check_per_model",
        "health_check_unknown",
        "health_watch",
        "health_watch_unknown",
        "reflection",
        "unary_attack",
        "unary_benign",
        "unary_honours_context",
        "unary_covers_every_part",
        "unary_code_points_beyond_the_bmp",
        "batch",
        "batch_equals_single",
        "list_models",
        "unimplemented_method",
        "typed_error_details",
        "unknown_task_is_invalid",
        "deadline_that_cannot_be_met",
        "cancel_unary",
        "tenant_metadata",
        "stream_items",
        "stream_replies_out_of_order",
        "stream_append_final",
        "stream_append_splits_anywhere",
        "stream_goes_on_after_a_refusal",
        "stream_refuses_a_long_correlation_id",
        "half_closed_at_once",
        "half_closed_gets_every_reply",
        "half_closed_with_an_open_append",
        "deadline_exceeded_on_a_stream",
        "cancel_in_mid_stream",
        "concurrent_streams_1000",
        "watch_stats",
        "watch_stats_until_the_deadline",
        "fingerprint_hash",
        "fingerprint_register_match_remove",
        "fingerprint_negative_bank",
        "fingerprint_find_duplicates",
        "fingerprint_typed_errors",
        "fingerprint_seen_before",
        "kserve_live_and_ready",
        "kserve_metadata",
        "kserve_infer_raw",
        "kserve_infer_rows_are_independent",
        "kserve_unknown_model",
        "kserve_shape_and_bytes_disagree",
        "oversize_message_is_refused",
        "oversize_message_on_a_stream_is_refused",
        "gzip_client",
        "gzip_on_the_wire",
        "gzip_bomb_is_refused",
        "unknown_encoding_is_refused",
        "deadline_enforced_by_the_server",
        "truncated_frame_is_refused",
        "garbage_message_is_refused",
    ];

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task Node_client_passes(string check)
    {
        await ClientScript.Node.RequireAsync();
        (await server.Node).Expect(check);
    }

    [Fact]
    public async Task Node_client_makes_no_check_that_is_not_listed_here()
    {
        await ClientScript.Node.RequireAsync();
        Assert.Equal(Checks.Select(row => row.Data).Order(), (await server.Node).Checks.Keys.Order());
    }

    [Fact]
    public async Task Node_client_fails_every_check_when_nobody_listens()
    {
        await ClientScript.Node.RequireAsync();
        var run = await ClientScript.Node.RunAsync(ClosedPort.Address());
        Assert.Equal(1, run.Command.ExitCode);
        Assert.Equal(Checks.Count, run.Checks.Count);
        Assert.DoesNotContain(run.Checks.Values, line => line.Ok);
    }
}
