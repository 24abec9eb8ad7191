namespace Classifier.Cli.Load.Schedules;

/// <summary>Draws items, with a given chance of a positive one where both classes are there.</summary>
internal sealed class ItemPicker
{
    private readonly Random _random;
    private readonly int[] _positives;
    private readonly int[] _negatives;

    public ItemPicker(IReadOnlyList<bool> positive, Random random)
    {
        _random = random;
        _positives = [.. Enumerable.Range(0, positive.Count).Where(i => positive[i])];
        _negatives = [.. Enumerable.Range(0, positive.Count).Where(i => !positive[i])];
    }

    /// <param name="attacks">Chance of a positive item; null takes all items alike.</param>
    public int Next(double? attacks)
    {
        var all = _positives.Length + _negatives.Length;
        if (attacks is not { } chance || _positives.Length == 0 || _negatives.Length == 0)
        {
            var at = _random.Next(all);
            return at < _positives.Length ? _positives[at] : _negatives[at - _positives.Length];
        }
        var of = _random.NextDouble() < chance ? _positives : _negatives;
        return of[_random.Next(of.Length)];
    }
}
