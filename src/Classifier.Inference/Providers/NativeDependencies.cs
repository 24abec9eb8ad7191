using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Classifier.Inference.Providers;

/// <summary>Says which library is to blame when a shared library does not load.</summary>
internal static partial class NativeDependencies
{
    /// <summary>The libraries that <paramref name="needed"/> miss, each once, in order.</summary>
    /// <param name="missing">Tries to load one library: null where it loads, else the name of what is missing.</param>
    public static IReadOnlyList<string> Missing(IReadOnlyList<string> needed, Func<string, string?> missing) =>
        [.. needed.Select(missing).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>
    /// Loads a library by the system's own search order. The loader's message names the library that is missing, which may be
    /// one that <paramref name="name"/> needs in turn. Loaded libraries stay loaded: the provider needs them at once.
    /// </summary>
    public static string? TryLoad(string name)
    {
        try
        {
            NativeLibrary.Load(name);
            return null;
        }
        catch (DllNotFoundException e)
        {
            return Blame(name, e.Message);
        }
        catch (BadImageFormatException)
        {
            return name + " (damaged)";
        }
    }

    /// <summary>The library that a message of the dynamic loader blames; <paramref name="name"/> where it blames none.</summary>
    public static string Blame(string name, string message) =>
        CannotOpen().Matches(message).Select(m => m.Groups[1].Value).FirstOrDefault() ?? name;

    [GeneratedRegex(@"([A-Za-z0-9_+.-]+\.so[0-9.]*): cannot open shared object file")]
    private static partial Regex CannotOpen();
}
