using System.Reflection;
using System.Text;
using Classifier.Cli.Shell;

namespace Classifier.Cli.Load.Profiles;

/// <summary>Finds a profile by name among those that the program carries (benchmarks/profiles), else as a file.</summary>
internal static class ProfileFiles
{
    private const string Prefix = "profiles/";
    private const string Extension = ".yaml";
    private const int MostBytes = 1 << 20;

    /// <summary>Names of the profiles that the program carries.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Select(n => n[Prefix.Length..^Extension.Length]).Order(StringComparer.Ordinal),
    ];

    /// <exception cref="CliException">Neither a name nor a file, or not valid (2).</exception>
    public static LoadProfile Read(string nameOrFile)
    {
        if (Names.Contains(nameOrFile)) return ProfileReader.Read(nameOrFile, nameOrFile + Extension, Embedded(nameOrFile));
        if (!File.Exists(nameOrFile)) throw CliException.Usage($"--profile: {nameOrFile} is no file and none of {string.Join(", ", Names)}.");
        try
        {
            if (new FileInfo(nameOrFile).Length > MostBytes) throw CliException.Usage($"{nameOrFile} is too large for a profile.");
            return ProfileReader.Read(Path.GetFileNameWithoutExtension(nameOrFile), nameOrFile, File.ReadAllText(nameOrFile, Encoding.UTF8));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Usage($"{nameOrFile} cannot be read: {e.Message}");
        }
    }

    private static string Embedded(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name + Extension)!);
        return reader.ReadToEnd();
    }
}
