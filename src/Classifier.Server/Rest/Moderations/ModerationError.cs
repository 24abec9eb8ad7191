using Classifier.Server.Calls;
using Google.Rpc;

namespace Classifier.Server.Rest.Moderations;

/// <summary>OpenAI's error.</summary>
internal sealed record ModerationError(ModerationErrorBody Error)
{
    public static ModerationError From(Failure failure, int status) =>
        new(new ModerationErrorBody(failure.Message, Type(failure, status), failure.Field, Name(failure.Reason)));

    private static string Type(Failure failure, int status) => failure.Code switch
    {
        Code.ResourceExhausted when status == StatusCodes.Status429TooManyRequests => "rate_limit_error",
        _ => status >= StatusCodes.Status500InternalServerError ? "server_error" : "invalid_request_error",
    };

    // Reasons are enum-like constants of ours; OpenAI writes such codes in lower case.
#pragma warning disable CA1308
    private static string Name(string reason) => reason.ToLowerInvariant();
#pragma warning restore CA1308
}

/// <param name="Message">One line for a person.</param>
/// <param name="Type"><c>invalid_request_error</c>, <c>rate_limit_error</c> or <c>server_error</c>.</param>
/// <param name="Param">The field at fault.</param>
/// <param name="Code">What programs look at.</param>
internal sealed record ModerationErrorBody(string Message, string Type, string? Param, string Code);
