namespace Classifier.Pipeline.Tests.Ocr.Support;

/// <summary>How far a reading is from what was written.</summary>
internal static class EditDistance
{
    /// <summary>Levenshtein's distance by the length of what was written; white space of any kind counts as one space.</summary>
    public static double CharacterErrorRate(string written, string read)
    {
        var (a, b) = (Flat(written), Flat(read));
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return (double)row[^1] / a.Length;
    }

    private static string Flat(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
