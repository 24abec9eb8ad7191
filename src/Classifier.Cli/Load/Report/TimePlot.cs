namespace Classifier.Cli.Load.Report;

/// <summary>A line of a plot; a null leaves a gap.</summary>
internal sealed record PlotLine(string Name, IReadOnlyList<double?> Values);

/// <summary>Lines over the seconds of a run.</summary>
/// <param name="Starts">Where phases begin.</param>
internal sealed record TimePlot(string Title, string Unit, IReadOnlyList<double> Seconds, IReadOnlyList<PlotLine> Lines, IReadOnlyList<double> Starts)
{
    /// <summary>Colours of lines that a style sheet has to define, <c>--line-0</c> and on.</summary>
    public const int MostLines = 6;
}
