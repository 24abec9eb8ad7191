using System.Globalization;
using System.Text.Json;

namespace Classifier.Benchmarks.Scan;

/// <summary>What a scan found of what was planted.</summary>
internal static class PlantedReport
{
    public static void Print(JsonElement scan, int planted)
    {
        var groups = scan.GetProperty("groups").EnumerateArray()
            .Select(g => (Kind: g.GetProperty("kind").GetString(), Members: g.GetProperty("members").EnumerateArray().Select(m => PlantedTree.Read(m.GetProperty("path").GetString()!)).ToArray()))
            .ToArray();
        var images = groups.Where(g => g.Kind == "image").ToArray();
        var exact = groups.Count(g => g.Kind == "bytes" && g.Members.Length == 2 && g.Members.Select(m => m.Origin).Distinct().Count() == 1);
        var mixed = groups.Where(g => g.Members.Select(m => m.Origin).Distinct().Count() > 1).ToArray();
        var withOriginal = images.SelectMany(g => g.Members.Where(m => g.Members.Contains((m.Origin, "original")))).ToHashSet();
        Console.WriteLine($"exact copies         {exact} of {planted} found");
        Console.WriteLine($"groups of pictures   {images.Length} found, {planted} planted");
        Console.WriteLine($"two origins          {mixed.Length} groups (must be 0) {string.Join("; ", mixed.Take(10).Select(g => string.Join(' ', g.Members.Select(m => $"{m.Origin}-{m.Edit}"))))}");
        foreach (var (name, _) in Edits.Upright)
        {
            var found = Enumerable.Range(0, planted).Count(origin => withOriginal.Contains((origin, name)));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-10} with its original: {found} of {planted}, {(double)found / planted:0.0000}"));
        }
    }
}
