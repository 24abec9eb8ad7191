namespace Classifier.Cli.Eval;

/// <summary>What the rows of a task hold.</summary>
internal enum RowContent
{
    /// <summary>A text and a label.</summary>
    Text,

    /// <summary>A picture that is real or fake.</summary>
    Picture,

    /// <summary>A picture with a brand's logo, or without any.</summary>
    Logo,
}

/// <summary>What each task's rows hold.</summary>
internal static class RowContents
{
    public static RowContent Of(string task) =>
        task == Core.TaskKind.Deepfake.Name ? RowContent.Picture : task == Core.TaskKind.Logo.Name ? RowContent.Logo : RowContent.Text;
}
