using System.Text.Json;

namespace Classifier.Cli.Tests.Support;

internal static class JsonShape
{
    public static IEnumerable<string> Keys(this JsonElement element) => element.EnumerateObject().Select(p => p.Name);

    public static void HasKeys(JsonElement element, params string[] keys) => Assert.Equal(keys, element.Keys());
}
