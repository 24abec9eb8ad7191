using System.Globalization;

namespace Classifier.Fingerprint.Tests.Pictures;

/// <summary>One row of a table of known hashes.</summary>
public sealed record FingerprintVector(string File, string Algorithm, string Hash, int? Quality, int Tolerance, string Source)
{
    public static IEnumerable<FingerprintVector> Read(string path) => System.IO.File.ReadLines(path).Skip(1).Select(line =>
    {
        var columns = line.Split('\t');
        return new FingerprintVector(
            columns[0],
            columns[1],
            columns[2],
            columns[3].Length == 0 ? null : int.Parse(columns[3], CultureInfo.InvariantCulture),
            int.Parse(columns[4], CultureInfo.InvariantCulture),
            columns[5]);
    });
}

/// <summary>Finds the vectors from wherever the tests run.</summary>
internal static class FingerprintData
{
    private static readonly string Root = FindRoot();

    public static string Path(string name) => System.IO.Path.Combine(Root, "tests", "data", "fingerprint", name);

    /// <summary>The folder with all vectors; skips the test where none is named.</summary>
    public static string CorpusPdq()
    {
        var folder = Environment.GetEnvironmentVariable("CLASSIFIER_DATA");
        if (string.IsNullOrEmpty(folder)) Assert.Skip("CLASSIFIER_DATA names no data folder.");
        // Relative to the repository's root, where tests are started, not to bin/.
        return System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, "image", "pdq"), Root);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Classifier.sln"))) return folder.FullName;
        throw new InvalidOperationException("The tests run outside the repository.");
    }
}
