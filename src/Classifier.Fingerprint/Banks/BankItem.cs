using System.Text;

namespace Classifier.Fingerprint.Banks;

/// <summary>A fingerprint under the name that its owner gave it.</summary>
public sealed record BankItem(string Id, Hash256 Hash, IReadOnlyDictionary<string, string> Labels)
{
    /// <summary>The label that says which output an item belongs to, where that is not its id.</summary>
    public const string OutputLabel = "output_id";

    /// <summary>The output that this is, or is a part of.</summary>
    public string OutputId => Labels.TryGetValue(OutputLabel, out var output) ? output : Id;

    /// <summary>Most parts of an output.</summary>
    public const int MaxParts = 64;

    private const char PartMark = '#';

    /// <returns>The id of the item that is part <paramref name="part"/>, 1 to <see cref="MaxParts"/> − 1, of an output.</returns>
    public static string PartId(string outputId, int part) => $"{outputId}{PartMark}{part}";

    /// <returns>All ids that <see cref="PartId"/> gives for an output.</returns>
    internal static IEnumerable<string> PartIds(string outputId) => Enumerable.Range(1, MaxParts - 1).Select(part => PartId(outputId, part));

    /// <returns>What an id has in common with all ids of its output, of parts and of parts' parts.</returns>
    internal static string Root(string id) => id.IndexOf(PartMark, StringComparison.Ordinal) is >= 0 and var end ? id[..end] : id;

    internal byte[] ToPayload()
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, Encoding.UTF8))
        {
            writer.Write(Id);
            writer.Write(Labels.Count);
            foreach (var (key, value) in Labels.OrderBy(label => label.Key, StringComparer.Ordinal))
            {
                writer.Write(key);
                writer.Write(value);
            }
        }

        return memory.ToArray();
    }

    internal static BankItem Read(Hash256 hash, ReadOnlyMemory<byte> payload)
    {
        using var reader = new BinaryReader(new MemoryStream(payload.ToArray()), Encoding.UTF8);
        var id = reader.ReadString();
        var labels = new Dictionary<string, string>();
        for (var left = reader.ReadInt32(); left > 0; left--)
            labels.Add(reader.ReadString(), reader.ReadString());
        return new BankItem(id, hash, labels);
    }
}
