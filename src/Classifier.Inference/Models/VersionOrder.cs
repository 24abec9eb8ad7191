using System.Numerics;

namespace Classifier.Inference.Models;

/// <summary>Orders versions part by part: numbers by value (<c>2 &lt; 10</c>), anything else by its characters and after numbers.</summary>
public sealed class VersionOrder : IComparer<string>
{
    public static VersionOrder Instance { get; } = new();

    private VersionOrder()
    {
    }

    public int Compare(string? x, string? y)
    {
        if (x is null || y is null) return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        var (a, b) = (x.Split('.'), y.Split('.'));
        for (var i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            var order = ComparePart(a[i], b[i]);
            if (order != 0) return order;
        }
        return a.Length != b.Length ? a.Length - b.Length : string.CompareOrdinal(x, y);
    }

    private static int ComparePart(string a, string b)
    {
        var (numberA, numberB) = (Number(a), Number(b));
        if (numberA is { } left && numberB is { } right) return left.CompareTo(right);
        if (numberA is null && numberB is null) return string.CompareOrdinal(a, b);
        return numberA is null ? 1 : -1;
    }

    private static BigInteger? Number(string part) =>
        part.Length > 0 && part.All(char.IsAsciiDigit) ? BigInteger.Parse(part, System.Globalization.CultureInfo.InvariantCulture) : null;
}
