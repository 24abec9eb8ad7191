using Classifier.Cli.Eval;
using Classifier.V1;
using CsCheck;

namespace Classifier.Cli.Tests.Eval;

public sealed class FiguresTests
{
    // Scores from a small set, so that ties are common.
    private static readonly Gen<ScoredRow[]> Rows = Gen.Select(Gen.Bool, Gen.Int[0, 12], (positive, score) => Row(positive, score / 12.0)).Array[0, 60];

    private static ScoredRow Row(bool positive, double score, double threshold = 0.5) =>
        new(new("s", "en", "k"), positive, score, threshold, Direction.Prompt);

    [Fact]
    public void Auc_equals_the_share_of_ordered_pairs() => Rows.Sample(rows =>
    {
        var (positives, negatives) = (rows.Where(r => r.Positive).ToArray(), rows.Where(r => !r.Positive).ToArray());
        var auc = Figures.Of(rows).Auc;
        if (positives.Length == 0 || negatives.Length == 0)
        {
            Assert.Null(auc);
            return;
        }
        var pairs = from p in positives from n in negatives select p.Score > n.Score ? 1 : p.Score == n.Score ? 0.5 : 0;
        Assert.Equal(pairs.Average(), auc!.Value, 12);
    });

    [Fact]
    public void Tpr_at_one_percent_equals_the_best_over_all_thresholds() => Rows.Sample(rows =>
    {
        var (positives, negatives) = (rows.Count(r => r.Positive), rows.Count(r => !r.Positive));
        double? expected = positives == 0 || negatives == 0 ? null : rows.Select(r => r.Score).Append(2)
            .Where(t => rows.Count(r => !r.Positive && r.Score >= t) <= 0.01 * negatives)
            .Max(t => (double)rows.Count(r => r.Positive && r.Score >= t) / positives);
        Assert.Equal(expected, Figures.Of(rows).TprAt1PctFpr);
    });

    [Fact]
    public void Tpr_at_one_percent_uses_the_whole_allowance()
    {
        // 200 negatives allow two false alarms; the third best negative must stay below the threshold.
        ScoredRow[] rows =
        [
            .. Enumerable.Range(0, 200).Select(i => Row(false, i < 3 ? 0.9 - 0.1 * i : 0.1)),
            Row(true, 0.95), Row(true, 0.85), Row(true, 0.75), Row(true, 0.65),
        ];
        Assert.Equal(0.75, Figures.Of(rows).TprAt1PctFpr);
    }

    [Fact]
    public void Threshold_figures_equal_their_definitions() => Rows.Sample(rows =>
    {
        var f = Figures.Of(rows);
        Assert.Equal((rows.Length, rows.Count(r => r.Positive)), (f.N, f.Positives));
        Assert.Equal(Share(rows, r => r.Score >= 0.5 == r.Positive), f.Accuracy);
        Assert.Equal(Share([.. rows.Where(r => r.Positive)], r => r.Score >= 0.5), f.Tpr);
        Assert.Equal(Share([.. rows.Where(r => !r.Positive)], r => r.Score >= 0.5), f.Fpr);
    });

    [Fact]
    public void Figures_do_not_depend_on_the_order_of_the_rows() =>
        Rows.Sample(rows => Assert.Equal(Figures.Of(rows), Figures.Of([.. rows.Reverse()])));

    [Fact]
    public void Auc_does_not_change_under_a_rising_map_and_turns_over_with_the_sign() => Rows.Sample(rows =>
    {
        var auc = Figures.Of(rows).Auc;
        Assert.Equal(auc, Figures.Of([.. rows.Select(r => r with { Score = Math.Exp(3 * r.Score) })]).Auc);
        if (auc is { } a) Assert.Equal(1 - a, Figures.Of([.. rows.Select(r => r with { Score = -r.Score })]).Auc!.Value, 12);
    });

    [Fact]
    public void Each_row_is_held_against_its_own_threshold()
    {
        var f = Figures.Of([Row(true, 0.6, 0.5), Row(true, 0.6, 0.7), Row(false, 0.6, 0.7), Row(false, 0.6, 0.6)]);
        Assert.Equal((0.5, 0.5, 0.5), (f.Tpr, f.Fpr, f.Accuracy));
    }

    [Fact]
    public void A_score_at_the_threshold_is_flagged() => Assert.Equal(1, Figures.Of([Row(true, 0.5)]).Tpr);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_single_class_has_no_auc_and_no_figure_of_the_other(bool positive)
    {
        var f = Figures.Of([Row(positive, 0.2), Row(positive, 0.9)]);
        Assert.Null(f.Auc);
        Assert.Null(f.TprAt1PctFpr);
        Assert.Equal(positive ? 0.5 : null, f.Tpr);
        Assert.Equal(positive ? null : 0.5, f.Fpr);
        Assert.Equal(0.5, f.Accuracy);
    }

    [Fact]
    public void No_rows_have_no_figures() => Assert.Equal(new Figures(0, 0, null, null, null, null, null), Figures.Of([]));

    private static double? Share(ScoredRow[] rows, Func<ScoredRow, bool> holds) => rows.Length == 0 ? null : (double)rows.Count(holds) / rows.Length;
}
