using System.Text.Json;
using Classifier.Core;
using Classifier.Pipeline;

namespace Classifier.Server.Rest.Moderations;

/// <summary>The body of POST /v1/moderations, read strictly: one list of parts an item to judge.</summary>
internal static class ModerationRequest
{
    private const int MaxInputs = 1024;
    private const int MaxParts = 64;

    /// <summary>A string and a list of parts are one item; a list of strings is an item each.</summary>
    /// <exception cref="ClassifierException">The body has another form; the field is OpenAI's <c>param</c>.</exception>
    public static IReadOnlyList<IReadOnlyList<ContentPart>> Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object) throw Invalid("body", "The body is a JSON object.");
        if (body.TryGetProperty("model", out var model) && model.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
            throw Invalid("model", "The model is a string.");
        if (!body.TryGetProperty("input", out var input)) throw Invalid("input", "The input is missing.");
        switch (input.ValueKind)
        {
            case JsonValueKind.String:
                return [[ReadText(input, "input")]];
            case JsonValueKind.Array when input.GetArrayLength() > 0:
                return input[0].ValueKind == JsonValueKind.Object ? [ReadParts(input)] : ReadTexts(input);
            default:
                throw Invalid("input", "The input is a string, a list of strings or a list of parts, and not empty.");
        }
    }

    private static IReadOnlyList<ContentPart>[] ReadTexts(JsonElement input)
    {
        if (input.GetArrayLength() > MaxInputs) throw Invalid("input", $"At most {MaxInputs} inputs are taken.");
        return input.EnumerateArray().Select((text, i) => (IReadOnlyList<ContentPart>)[ReadText(text, $"input[{i}]")]).ToArray();
    }

    private static ContentPart[] ReadParts(JsonElement input)
    {
        if (input.GetArrayLength() > MaxParts) throw Invalid("input", $"At most {MaxParts} parts are taken.");
        return input.EnumerateArray().Select((part, i) => ReadPart(part, $"input[{i}]")).ToArray();
    }

    private static ContentPart ReadPart(JsonElement part, string field)
    {
        if (part.ValueKind != JsonValueKind.Object || !part.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
            throw Invalid(field, "A part is an object with a type.");
        if (type.ValueEquals("text"))
            return part.TryGetProperty("text", out var text) ? ReadText(text, field + ".text") : throw Invalid(field + ".text", "The text is missing.");
        if (!type.ValueEquals("image_url")) throw Invalid(field + ".type", "A part is of type text or image_url.");
        if (!part.TryGetProperty("image_url", out var image) || image.ValueKind != JsonValueKind.Object || !image.TryGetProperty("url", out var url))
            throw Invalid(field + ".image_url.url", "The image's URL is missing.");
        return new ContentPart(PartRole.User, null, DataUri.Read(ReadString(url, field + ".image_url.url"), field + ".image_url.url"));
    }

    private static ContentPart ReadText(JsonElement text, string field) => new(PartRole.User, ReadString(text, field));

    private static string ReadString(JsonElement value, string field)
    {
        if (value.ValueKind != JsonValueKind.String) throw Invalid(field, "A string is expected here.");
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // JSON can escape half a surrogate pair; no UTF-16 string can hold what it means.
            throw Invalid(field, "The string escapes half a surrogate pair.");
        }
    }

    private static ClassifierException Invalid(string field, string message) => ClassifierException.Invalid(field, message);
}
