using Classifier.Cli.Shell;

namespace Classifier.Cli.Load.Report;

/// <summary>Where a report goes.</summary>
internal static class ReportFile
{
    /// <summary>Finds out before the run that the file cannot be written after it.</summary>
    /// <exception cref="CliException">There is no such folder (2).</exception>
    public static string Check(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        return Directory.Exists(folder) && !Directory.Exists(path) ? path : throw CliException.Usage($"--report: {path} cannot be written.");
    }

    /// <exception cref="CliException">It cannot be written (5).</exception>
    public static void Write(string path, string html)
    {
        try
        {
            File.WriteAllText(path, html);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Failed($"{path} cannot be written: {e.Message}", e);
        }
    }
}
