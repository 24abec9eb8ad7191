using Google.Rpc;
using Grpc.Core;

namespace Classifier.Server.Tests.Fakes;

internal static class Errors
{
    /// <summary>What a call failed with.</summary>
    public static async Task<RpcException> Of<T>(AsyncUnaryCall<T> call) => await Assert.ThrowsAsync<RpcException>(async () => await call);

    public static ErrorInfo Info(this RpcException e) => e.GetRpcStatus()!.GetDetail<ErrorInfo>()!;

    public static string Field(this RpcException e) => Assert.Single(e.GetRpcStatus()!.GetDetail<BadRequest>()!.FieldViolations).Field;

    public static TimeSpan RetryAfter(this RpcException e) => e.GetRpcStatus()!.GetDetail<RetryInfo>()!.RetryDelay.ToTimeSpan();
}
