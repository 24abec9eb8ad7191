using System.Text;
using Classifier.Cli.Scan.Walk;
using Classifier.Cli.Shell;

namespace Classifier.Cli.Scan;

/// <summary>Writes a file whole or not at all: nobody reads half a report, and an old one stays until the new one is there.</summary>
internal static class OutputFile
{
    /// <exception cref="CliException">It cannot be written.</exception>
    public static async Task WriteAsync(string path, Func<TextWriter, Task> write)
    {
        var unfinished = path + OwnFile.Unfinished;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            await using (var writer = new StreamWriter(unfinished, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)))
            {
                await write(writer);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Failed($"{path} cannot be written: {e.Message}", e);
        }
    }
}
