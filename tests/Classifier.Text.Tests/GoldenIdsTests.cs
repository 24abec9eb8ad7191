using System.Globalization;
using System.IO.Compression;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Classifier.Text.Tests;

public sealed class GoldenIdsTests(ITestOutputHelper output)
{
    [Fact]
    public void Encode_gives_the_reference_ids_on_every_committed_row()
    {
        var rows = TestFiles.GoldenIds(TestFiles.Data("golden-ids.jsonl")).ToList();
        Assert.True(rows.Count >= 300);

        var reordered = 0;
        foreach (var (text, ids) in rows)
        {
            var actual = SharedTokenizer.Instance.Encode(text);
            // Equally scored splits (of "===", say) may come in another order, nothing else.
            if (!ids.SequenceEqual(actual)) reordered++;
            Assert.Equal(ids.Order(), actual.Order());
        }
        Assert.True(reordered <= rows.Count * 0.002);
    }

    [Fact]
    public void Encode_gives_the_reference_ids_on_the_long_rows_too()
    {
        var rows = TestFiles.GoldenIds(Path.Combine(TestFiles.Corpus(), "..", "weights", "text-multilingual", "golden-full.jsonl")).ToList();

        var wrong = rows.Count(r => !r.Ids.SequenceEqual(SharedTokenizer.Instance.Encode(r.Text)));

        output.WriteLine($"{wrong} of {rows.Count} differ");
        Assert.True(wrong <= rows.Count * 0.002);
    }

    [Fact]
    public void Encode_agrees_with_the_reference_over_the_whole_corpus()
    {
        var corpus = TestFiles.Corpus();
        var golden = ReadGolden(Path.Combine(corpus, "..", "weights", "text-multilingual", "golden-ids.tsv.gz"));
        int rows = 0, wrong = 0;
        foreach (var (file, expected) in golden)
        {
            var row = 0;
            foreach (var text in CorpusFile.Texts(Path.Combine(corpus, "text", file)))
            {
                if (expected.TryGetValue(row++, out var want))
                {
                    rows++;
                    var ids = SharedTokenizer.Instance.Encode(text);
                    var same = ids.Length == want.Count && Crc32.HashToUInt32(MemoryMarshal.AsBytes<int>(ids)) == want.Crc;
                    if (!same && wrong++ < 10) output.WriteLine($"{file} row {row - 1}");
                }
            }
            Assert.True(row >= expected.Count, $"{file} has fewer rows than the golden table.");
        }

        output.WriteLine($"{wrong} of {rows} differ ({100.0 * (rows - wrong) / rows:F3} % agree)");
        Assert.True(rows > 100_000);
        Assert.True(wrong <= rows * 0.002, $"{wrong} of {rows} rows differ.");
    }

    private static Dictionary<string, Dictionary<int, (int Count, uint Crc)>> ReadGolden(string path)
    {
        var table = new Dictionary<string, Dictionary<int, (int, uint)>>();
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split('\t');
            if (!table.TryGetValue(cells[0], out var file)) table[cells[0]] = file = [];
            file[int.Parse(cells[1], CultureInfo.InvariantCulture)] = (int.Parse(cells[2], CultureInfo.InvariantCulture), Convert.ToUInt32(cells[3], 16));
        }
        return table;
    }
}
