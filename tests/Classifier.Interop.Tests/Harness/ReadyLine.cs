using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Classifier.Interop.Tests.Harness;

/// <summary>The line by which a server says that it takes requests, and where.</summary>
/// <param name="Grpc">Where gRPC listens.</param>
/// <param name="Http">Where REST and pages listen; null for nowhere.</param>
internal sealed partial record ReadyLine(Uri Grpc, Uri? Http)
{
    public static bool TryParse(string line, [NotNullWhen(true)] out ReadyLine? ready)
    {
        ready = null;
        if (!line.Contains("ready", StringComparison.OrdinalIgnoreCase))
            return false;
        var addresses = Address().Matches(line).Select(match => new Uri(match.Value)).Where(uri => uri.Port > 0).ToArray();
        if (addresses.Length == 0)
            return false;
        ready = new ReadyLine(addresses[0], addresses.ElementAtOrDefault(1));
        return true;
    }

    [GeneratedRegex(@"https?://(?:\[[0-9a-f:]+\]|[0-9a-z.\-]+):\d+", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
