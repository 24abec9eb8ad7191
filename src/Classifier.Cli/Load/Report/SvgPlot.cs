using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ScottPlot;

namespace Classifier.Cli.Load.Report;

/// <summary>
/// Draws a plot as SVG for a page. ScottPlot draws lines and grid; words are written here, since a drawing library can't
/// write any on a machine without fonts. Colours become variables of the page's style, which knows light from dark.
/// </summary>
internal static partial class SvgPlot
{
    private const int Width = 760, Height = 220, Left = 64, Right = 14, Top = 10, Bottom = 26;

    // Colours that nothing else has, to be replaced; near black, since some drawing code gives pure ones by name.
    private const string Ink = "#010203", Grid = "#010204", Edge = "#010205", FirstLine = "#0102";

    public static string Draw(TimePlot data, int number)
    {
        var most = data.Lines.SelectMany(l => l.Values).Max() ?? 0;
        var (x, y) = (NiceTicks.Of(Math.Max(data.Seconds.Count == 0 ? 1 : data.Seconds[^1], 1e-3), 10), NiceTicks.Of(most, 4));
        using var plot = new Plot();
        plot.FigureBackground.Color = plot.DataBackground.Color = Colors.Transparent;
        plot.Axes.Left.TickGenerator = Ticks(y);
        plot.Axes.Bottom.TickGenerator = Ticks(x);
        plot.Axes.Color(Color.FromHex(Ink));
        plot.Axes.Right.IsVisible = plot.Axes.Top.IsVisible = false;
        plot.Grid.MajorLineColor = Color.FromHex(Grid);
        foreach (var start in data.Starts.Where(s => s > 0)) plot.Add.VerticalLine(start, 1, Color.FromHex(Edge), LinePattern.Dashed);
        for (var i = 0; i < data.Lines.Count; i++)
            foreach (var (xs, ys) in Runs(data.Seconds, data.Lines[i].Values))
            {
                var line = plot.Add.Scatter(xs, ys, Color.FromHex($"{FirstLine}{i + 16:x2}"));
                (line.LineWidth, line.MarkerSize) = (1.5f, xs.Length == 1 ? 3 : 0);
            }
        plot.Axes.SetLimits(0, x[^1], 0, y[^1]);
        plot.Layout.Fixed(new PixelPadding(Left, Right, Bottom, Top));
        return Page(plot.GetSvgXml(Width, Height), data, number, x, y);
    }

    private static ScottPlot.TickGenerators.NumericManual Ticks(double[] at) => new(at, [.. at.Select(_ => "")]);

    /// <summary>Stretches without gaps.</summary>
    internal static IEnumerable<(double[] Xs, double[] Ys)> Runs(IReadOnlyList<double> seconds, IReadOnlyList<double?> values)
    {
        var (xs, ys) = (new List<double>(), new List<double>());
        for (var i = 0; i <= values.Count; i++)
        {
            if (i < values.Count && values[i] is { } value)
            {
                xs.Add(seconds[i]);
                ys.Add(value);
            }
            else if (xs.Count > 0)
            {
                yield return ([.. xs], [.. ys]);
                xs.Clear();
                ys.Clear();
            }
        }
    }

    private static string Page(string svg, TimePlot data, int number, double[] x, double[] y)
    {
        var at = svg.IndexOf("<svg", StringComparison.Ordinal);
        var body = svg[(svg.IndexOf('>', at) + 1)..svg.LastIndexOf("</svg>", StringComparison.Ordinal)];
        body = TextElement().Replace(body, "");
        // Several drawings share a page, and names of clips with it.
        body = body.Replace("\"cl_", $"\"p{number}_", StringComparison.Ordinal).Replace("(#cl_", $"(#p{number}_", StringComparison.Ordinal);
        body = body.Replace(Ink, "var(--axis)", StringComparison.OrdinalIgnoreCase).Replace(Grid, "var(--grid)", StringComparison.OrdinalIgnoreCase)
            .Replace(Edge, "var(--axis)", StringComparison.OrdinalIgnoreCase);
        for (var i = 0; i < data.Lines.Count; i++)
            body = body.Replace($"{FirstLine}{i + 16:x2}", $"var(--line-{i % TimePlot.MostLines})", StringComparison.OrdinalIgnoreCase);
        var words = new StringBuilder();
        foreach (var tick in x) Word(Left + tick / x[^1] * (Width - Left - Right), Height - 8, "middle", NiceTicks.Text(tick));
        foreach (var tick in y) Word(Left - 8, Height - Bottom - tick / y[^1] * (Height - Top - Bottom) + 4, "end", NiceTicks.Text(tick));
        var title = WebUtility.HtmlEncode($"{data.Title}, {data.Unit}, over seconds");
        return $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{title}\">{body}<g class=\"ticks\">{words}</g></svg>";

        void Word(double left, double top, string anchor, string text) =>
            words.Append(CultureInfo.InvariantCulture, $"<text x=\"{left:0.#}\" y=\"{top:0.#}\" text-anchor=\"{anchor}\">{text}</text>");
    }

    [GeneratedRegex(@"<text\b.*?</text>", RegexOptions.Singleline)]
    private static partial Regex TextElement();
}
