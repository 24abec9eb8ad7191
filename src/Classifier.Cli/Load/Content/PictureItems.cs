using Classifier.Cli.Classify;
using Classifier.Cli.Eval;
using Classifier.Cli.Load.Profiles;
using Classifier.Cli.Shell;
using Classifier.Client;

namespace Classifier.Cli.Load.Content;

/// <summary>Labelled pictures of a manifest, their files' own bytes.</summary>
internal static class PictureItems
{
    // What a manifest's real and fake are the labels of.
    private const string LabelledTask = "deepfake";

    /// <exception cref="CliException">The manifest or a picture is unreadable, or there is none (3).</exception>
    public static async Task<IReadOnlyList<LoadItem>> ReadAsync(LoadProfile profile, string images, int most, CancellationToken cancellation)
    {
        LabelledRow[] rows = [.. LabelledRows.Read(LabelledRows.FileOf(images), RowContent.Picture)];
        if (rows.Length == 0) throw CliException.InputRefused($"{images} holds no rows.");
        var task = profile.Images.Tasks[0] == LabelledTask ? LabelledTask : null;
        var items = new List<LoadItem>();
        foreach (var row in LoadContent.Sample(rows, most, profile.Seed))
        {
            var bytes = await ContentFiles.ReadAsync(row.Picture!.Path, cancellation);
            items.Add(new(Requests.Image(bytes, tasks: profile.Images.Tasks), row.Positive, task));
        }
        return items;
    }
}
