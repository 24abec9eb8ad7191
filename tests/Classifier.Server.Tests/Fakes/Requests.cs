namespace Classifier.Server.Tests.Fakes;

internal static class Requests
{
    public static V1.ClassifyRequest Text(string text) => new() { Item = new V1.Item { Parts = { new V1.Part { Text = text } } } };

    public static V1.ClassifyStreamRequest Item(string id, string text) => new() { CorrelationId = id, Request = Text(text) };

    public static V1.ClassifyStreamRequest Piece(string id, string text, bool final = false) =>
        new() { CorrelationId = id, Append = new V1.Append { Text = text, Final = final } };
}
