using System.Formats.Cbor;

namespace Classifier.Imaging.Provenance;

/// <summary>All text values of a CBOR item with the last two keys of their path, in bounded depth and number.</summary>
internal static class CborTexts
{
    private const int MaxDepth = 16;
    private const int MaxItems = 10_000;

    /// <exception cref="CborContentException">It is no CBOR.</exception>
    public static IReadOnlyList<(string Key, string Text)> Read(byte[] data)
    {
        var found = new List<(string, string)>();
        var items = 0;
        Walk(new CborReader(data, CborConformanceMode.Lax), "", 0, ref items, found);
        return found;
    }

    private static void Walk(CborReader reader, string path, int depth, ref int items, List<(string Key, string Text)> found)
    {
        if (depth > MaxDepth || items++ > MaxItems) throw new CborContentException("Too deep or too long.");
        switch (reader.PeekState())
        {
            case CborReaderState.StartMap:
                reader.ReadStartMap();
                while (reader.PeekState() != CborReaderState.EndMap)
                    Walk(reader, Join(path, Key(reader)), depth + 1, ref items, found);
                reader.ReadEndMap();
                break;
            case CborReaderState.StartArray:
                reader.ReadStartArray();
                while (reader.PeekState() != CborReaderState.EndArray)
                    Walk(reader, path, depth + 1, ref items, found);
                reader.ReadEndArray();
                break;
            case CborReaderState.Tag:
                reader.ReadTag();
                Walk(reader, path, depth + 1, ref items, found);
                break;
            case CborReaderState.TextString:
                found.Add((path, reader.ReadTextString()));
                break;
            default:
                // The library counts nesting itself here, without recursion.
                reader.SkipValue();
                break;
        }
    }

    private static string Key(CborReader reader)
    {
        if (reader.PeekState() == CborReaderState.TextString) return reader.ReadTextString();
        reader.SkipValue();
        return "";
    }

    private static string Join(string path, string key)
    {
        var last = path[(path.LastIndexOf('.') + 1)..];
        return last.Length == 0 ? key : last + "." + key;
    }
}
