using Classifier.Client.Retry;

namespace Classifier.Client;

/// <summary>How a client reaches its server. Validated when the client is made.</summary>
public sealed record ClassifierClientOptions
{
    /// <summary>An absolute http or https address, for example <c>http://127.0.0.1:5080</c>.</summary>
    public required Uri Address { get; init; }

    /// <summary>Sent as <c>x-tenant</c> with every call; null sends none. 1 to 128 visible ASCII characters.</summary>
    public string? Tenant { get; init; }

    /// <summary>Time that a call has, its retries included, unless the call says otherwise. Above zero, at most 30 days.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>When and how often refused calls are sent again.</summary>
    public RetryOptions Retry { get; init; } = new();

    /// <summary>Certificates, for https addresses; null trusts what the machine trusts.</summary>
    public TlsOptions? Tls { get; init; }

    /// <summary>Largest message that is sent or accepted, in bytes.</summary>
    public int MaxMessageBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Clock of time-outs and pauses between attempts.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal ClassifierClientOptions Validated()
    {
        ArgumentNullException.ThrowIfNull(Address, nameof(Address));
        if (!Address.IsAbsoluteUri || Address.Scheme is not ("http" or "https"))
            throw new ArgumentException("The address must be an absolute http or https one.", nameof(Address));
        // Longer ones overflow timers.
        if (Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromDays(30)) throw new ArgumentOutOfRangeException(nameof(Timeout), "The time-out must be above zero and at most 30 days.");
        if (MaxMessageBytes <= 0) throw new ArgumentOutOfRangeException(nameof(MaxMessageBytes), "The largest message must be above zero.");
        if (Tenant is not null && (Tenant.Length is 0 or > 128 || Tenant.Any(c => c is <= ' ' or > '~')))
            throw new ArgumentException("A tenant is named by 1 to 128 visible ASCII characters.", nameof(Tenant));
        if (Tls is not null && Address.Scheme != "https")
            throw new ArgumentException("Certificates are of no use with an http address.", nameof(Tls));
        Retry.Validate();
        return this;
    }
}
