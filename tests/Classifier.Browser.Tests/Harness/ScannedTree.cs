using System.Diagnostics;
using Classifier.Cli.Tests.Support;

namespace Classifier.Browser.Tests.Harness;

/// <summary>A small tree with every kind of duplicate and of trouble, and the report that the real program makes of it.</summary>
public sealed class ScannedTree : IAsyncLifetime
{
    /// <summary>A file name that would be a script if it were not escaped; an attribute's end, an image that fails to load.</summary>
    public const string HostileName = "<script>alert(1)<!--.jpg";

    public const string HostileAttribute = "\"><img src=x onerror=alert(2)>.jpg";

    private const string Text = "The quick brown fox jumps over the lazy dog while the five boxing wizards jump quickly over it and then everyone goes home to have a cup of tea before the rain begins again.";

    private readonly string _folder = Directory.CreateTempSubdirectory("classifier-browser-").FullName;

    public string Root => Path.Combine(_folder, "Holiday pictures");

    public string Report => Path.Combine(_folder, "report.html");

    public async ValueTask InitializeAsync()
    {
        using var beach = DrawnPicture.Of(1, 640, 480);
        using var hill = DrawnPicture.Of(2, 640, 480);
        using var tower = DrawnPicture.Of(3, 480, 640);
        using var stranger = DrawnPicture.Of(4, 640, 480);
        using var smallBeach = beach.Resized(0.5);
        using var largeTower = tower.Resized(1.4);
        Write("2024/beach/IMG_0001.jpg", beach.AsJpeg());
        Write("2024/beach/IMG_0001 (copy).jpg", beach.AsJpeg());
        Write("web/beach-small.jpg", smallBeach.AsJpeg(70));
        Write("web/beach.png", beach.AsPng());
        Write("2024/hill/hill.jpg", hill.AsJpeg());
        Write(HostileName, hill.AsJpeg(40));
        Write(HostileAttribute, hill.AsJpeg(30));
        Write("2023/tower.jpg", tower.AsJpeg());
        Write("2023/tower-print-version-with-quite-a-long-name-as-people-like-them.jpg", largeTower.AsJpeg(95));
        Write("2023/other.jpg", stranger.AsJpeg());
        Write("notes/draft.txt", Text + " " + Text.Replace("dog", "cat", StringComparison.Ordinal) + " Draft.");
        Write("notes/final.html", $"<html><head><style>p {{ color: red }}</style></head><body><p>{Text}</p><p>{Text.Replace("dog", "cat", StringComparison.Ordinal)}</p></body></html>");
        Write("raw/a.bin", [1, 2, 3, 4, 5, 6, 7, 8]);
        Write("raw/b.bin", [1, 2, 3, 4, 5, 6, 7, 8]);
        Write("raw/broken.jpg", beach.AsJpeg()[..2000]);
        Write("raw/scan.tif", [0x49, 0x49, 0x2A, 0x00, 8, 0, 0, 0, 0, 0]);
        File.CreateSymbolicLink(Path.Combine(Root, "loop"), Root);

        using var program = Process.Start(new ProcessStartInfo(
            "dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "classifier.dll"), "scan", Root, "--data", Path.Combine(_folder, "data"), "--report", Report])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var error = program.StandardError.ReadToEndAsync();
        await program.StandardOutput.ReadToEndAsync();
        await program.WaitForExitAsync();
        Assert.Equal((0, ""), (program.ExitCode, await error));
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private void Write(string name, string text) => Write(name, System.Text.Encoding.UTF8.GetBytes(text));

    private void Write(string name, byte[] bytes)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }
}
