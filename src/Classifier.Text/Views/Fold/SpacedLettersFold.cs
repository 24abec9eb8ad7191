using System.Buffers;
using Classifier.Text.Alignment;

namespace Classifier.Text.Views.Fold;

/// <summary>Joins letters that were set apart: "i g n o r e", "i-g-n-o-r-e", "i.g.n.o.r.e".</summary>
/// <remarks>
/// A run is single letters (of scripts with case, or the digits and signs that stand for letters) each set off by the same separator. Set apart by
/// spaces it takes five, and a wider gap is a gap between words; by another sign four (capitals with points, as in Σ.Α.Β.Κ., seven), one less once
/// a run was found. Half of them must be letters.
/// </remarks>
internal sealed class SpacedLettersFold : IFold
{
    private const int LeastBySpace = 5;
    private const int LeastBySign = 4;
    private const int LeastByPoint = 7;
    private const int WidestGap = 8;

    private static readonly SearchValues<char> Signs = SearchValues.Create(".-_*|/,~+:;·•‧∙");
    private static readonly SearchValues<char> Substitutes = SearchValues.Create("013457@$!");

    public List<TextEdit> Find(string text)
    {
        var runs = Runs(text);
        var edits = new List<TextEdit>();
        if (!runs.Exists(r => r.Count >= Least(text, r))) return edits;
        foreach (var run in runs)
        {
            if (run.Count < Least(text, run) - (run.Separator == ' ' ? 0 : 1)) continue;
            // Deleting what is between keeps each letter aligned with itself; a wide gap leaves one space.
            foreach (var (start, end) in Gaps(text, run))
                edits.Add(new TextEdit(start, end, run.Separator == ' ' && end - start > 1 ? " " : ""));
        }
        return edits;
    }

    private static int Least(string text, Run run)
    {
        if (run.Separator == ' ') return LeastBySpace;
        if (run.Separator != '.') return LeastBySign;
        for (var i = run.Start; i <= run.Last; i += 2)
            if (char.IsLower(text[i])) return LeastBySign;
        return LeastByPoint;
    }

    private static List<Run> Runs(string text)
    {
        var runs = new List<Run>();
        for (var i = 0; i < text.Length;)
        {
            if (!IsUnit(text, i) || i > 0 && char.IsLetterOrDigit(text[i - 1]))
            {
                i++;
                continue;
            }
            var run = new Run(i, i, 1, char.IsLetter(text[i]) ? 1 : 0, '\0');
            while (NextUnit(text, run.Last, run.Separator) is var (next, separator) && next >= 0)
                run = run with { Last = next, Count = run.Count + 1, Letters = run.Letters + (char.IsLetter(text[next]) ? 1 : 0), Separator = separator };
            if (run.Count >= LeastBySign - 1 && run.Letters * 2 >= run.Count) runs.Add(run);
            i = run.Last + 1;
        }
        return runs;
    }

    private static IEnumerable<(int Start, int End)> Gaps(string text, Run run)
    {
        for (var at = run.Start; at < run.Last;)
        {
            var (next, _) = NextUnit(text, at, run.Separator);
            yield return (at + 1, next);
            at = next;
        }
    }

    /// <summary>The unit behind one, or -1, and what separates the two.</summary>
    /// <param name="separator">What it has to be; NUL for any.</param>
    private static (int Next, char Separator) NextUnit(string text, int at, char separator)
    {
        var next = at + 1;
        if (next >= text.Length) return (-1, separator);
        var found = text[next];
        if (found == ' ')
        {
            while (next < text.Length && text[next] == ' ' && next - at <= WidestGap) next++;
        }
        else if (Signs.Contains(found))
        {
            next++;
        }
        else
        {
            return (-1, separator);
        }
        return (separator == '\0' || separator == found) && next < text.Length && IsUnit(text, next) ? (next, found) : (-1, separator);
    }

    /// <summary>A letter or substitute with none beside it.</summary>
    private static bool IsUnit(string text, int at)
    {
        var c = text[at];
        if (!(char.IsLower(c) || char.IsUpper(c) || Substitutes.Contains(c))) return false;
        return at + 1 == text.Length || !char.IsLetterOrDigit(text[at + 1]) && !Substitutes.Contains(text[at + 1]);
    }

    private readonly record struct Run(int Start, int Last, int Count, int Letters, char Separator);
}
