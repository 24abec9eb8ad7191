using System.Buffers;
using Classifier.Core;
using Grpc.Core;

namespace Classifier.Server.Calls;

/// <summary>Who calls and until when.</summary>
/// <param name="Deadline">Timestamp of the time provider; <see cref="long.MaxValue"/> for none.</param>
internal sealed record Caller(string Tenant, long Deadline)
{
    public const string TenantHeader = "x-tenant";
    public const string DefaultTenant = "default";
    private const int MaxTenantLength = 64;
    private static readonly SearchValues<char> TenantCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    public static Caller Of(ServerCallContext context) => (Caller)context.UserState[typeof(Caller)];

    public static Caller From(ServerCallContext context, TimeProvider time) =>
        new(ReadTenant(context.RequestHeaders.GetValue(TenantHeader)), ToTimestamp(context.Deadline, time));

    /// <exception cref="ClassifierException">The name has another form.</exception>
    public static string ReadTenant(string? name)
    {
        if (name is null) return DefaultTenant;
        if (name.Length is 0 or > MaxTenantLength || name.AsSpan().ContainsAnyExcept(TenantCharacters))
            throw ClassifierException.Invalid(TenantHeader, "A tenant is named by 1 to 64 characters of A-Z, a-z, 0-9, '.', '_' and '-'.");
        return name;
    }

    private static long ToTimestamp(DateTime deadline, TimeProvider time)
    {
        // Calls without a deadline have DateTime.MaxValue; transcoded ones have none of their own.
        if (deadline == DateTime.MaxValue || deadline == DateTime.MinValue) return long.MaxValue;
        var remaining = deadline.ToUniversalTime() - time.GetUtcNow().UtcDateTime;
        var ticks = remaining.TotalSeconds * time.TimestampFrequency;
        return ticks > long.MaxValue / 2 ? long.MaxValue : time.GetTimestamp() + (long)ticks;
    }
}
