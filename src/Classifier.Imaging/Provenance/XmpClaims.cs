using System.Xml;

namespace Classifier.Imaging.Provenance;

/// <summary>
/// Three properties of an XMP packet, as element or as attribute. A forward reader without a document: packets come from strangers,
/// and a tree of one can be as deep as they like.
/// </summary>
internal static class XmpClaims
{
    private const int MaxDepth = 64;
    private const string Extended = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";
    private const string Basic = "http://ns.adobe.com/xap/1.0/";
    private const string Tiff = "http://ns.adobe.com/tiff/1.0/";

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = 2 * MetadataBlocks.MaxBytes,
        ConformanceLevel = ConformanceLevel.Fragment,
        IgnoreComments = true,
    };

    public static void Read(byte[] packet, List<ProvenanceFinding> findings)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(packet), Settings);
            var (space, name) = ("", "");
            while (reader.Read() && reader.Depth <= MaxDepth)
            {
                if (reader.NodeType == XmlNodeType.Element)
                {
                    (space, name) = (reader.NamespaceURI, reader.LocalName);
                    while (reader.MoveToNextAttribute())
                        Take(space: IsResource(reader) ? space : reader.NamespaceURI, IsResource(reader) ? name : reader.LocalName, reader.Value, findings);
                }
                else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
                {
                    Take(space, name, reader.Value, findings);
                }
            }
        }
        catch (XmlException)
        {
            // What came before the fault counts.
        }
    }

    // <Iptc4xmpExt:DigitalSourceType rdf:resource="…"/>
    private static bool IsResource(XmlReader reader) =>
        reader.LocalName == "resource" && reader.NamespaceURI == "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

    private static void Take(string space, string name, string value, List<ProvenanceFinding> findings)
    {
        if (space == Extended && name == "DigitalSourceType" && SourceTypes.Finding(value) is { } type) findings.Add(type);
        if (((space == Basic && name == "CreatorTool") || (space == Tiff && name == "Software")) && GeneratorNames.Find(value) is { } generator)
            findings.Add(new(ProvenanceKind.Software, ProvenanceStrength.Generated, generator));
    }
}
