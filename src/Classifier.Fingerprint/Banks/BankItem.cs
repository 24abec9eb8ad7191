using System.Text;

namespace Classifier.Fingerprint.Banks;

/// <summary>A fingerprint under the name that its owner gave it.</summary>
public sealed record BankItem(string Id, Hash256 Hash, IReadOnlyDictionary<string, string> Labels)
{
    /// <summary>The label that says which output an item belongs to, where that is not its id.</summary>
    public const string OutputLabel = "output_id";

    /// <summary>The output that this is, or is a part of.</summary>
    public string OutputId => Labels.TryGetValue(OutputLabel, out var output) ? output : Id;

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
