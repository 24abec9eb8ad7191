using System.IO.Compression;
using System.Text;
using Classifier.Imaging.Provenance;
using Classifier.Imaging.Tests.Hostile;
using Classifier.Imaging.Tests.Samples;

namespace Classifier.Imaging.Tests.Provenance;

public sealed class ProvenanceReaderTests
{
    private const string Infotext = "a cat\nNegative prompt: dog\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 512x512";

    [Theory]
    [InlineData(ImageFormat.Jpeg)]
    [InlineData(ImageFormat.Png)]
    [InlineData(ImageFormat.Webp)]
    [InlineData(ImageFormat.Gif)]
    [InlineData(ImageFormat.Avif)]
    public void A_picture_without_metadata_claims_nothing(ImageFormat format) =>
        Assert.Same(ProvenanceReport.None, ProvenanceReader.Read(Pictures.OfFormat(format)));

    public static TheoryData<string> Carriers => ["jpeg", "jpeg in parts", "png", "webp", "avif"];

    [Theory]
    [MemberData(nameof(Carriers))]
    public void A_C2PA_manifest_is_found_with_its_generator_and_source_type(string carrier)
    {
        var manifest = Crafted.Manifest("make_test_images/0.33 c2pa-rs", "trainedAlgorithmicMedia");
        var report = ProvenanceReader.Read(carrier switch
        {
            "jpeg" => Crafted.JpegWith(Crafted.App11(manifest)),
            "jpeg in parts" => Crafted.JpegWith(Crafted.App11(manifest, 3)),
            "png" => Crafted.PngWith("caBX", manifest),
            "webp" => Crafted.WebpWith("C2PA", manifest),
            _ => Crafted.AvifWithManifest(manifest),
        });

        Assert.Equivalent(
            new ProvenanceFinding[]
            {
                new(ProvenanceKind.C2paManifest, ProvenanceStrength.Informative, "C2PA manifest"),
                new(ProvenanceKind.DigitalSourceType, ProvenanceStrength.Generated, "trainedAlgorithmicMedia"),
                new(ProvenanceKind.C2paClaimGenerator, ProvenanceStrength.Informative, "make_test_images/0.33 c2pa-rs"),
            },
            report.Findings,
            strict: true);
        Assert.True(report.ClaimsGenerated);
    }

    [Fact]
    public void A_manifest_of_a_camera_claims_no_generator()
    {
        var report = ProvenanceReader.Read(Crafted.JpegWith(Crafted.App11(Crafted.Manifest("Leica M11-P", "digitalCapture"))));
        Assert.Equal(3, report.Findings.Count);
        Assert.False(report.ClaimsGenerated);
    }

    [Theory]
    [InlineData("ChatGPT", true)]
    [InlineData("OpenAI-API DALL·E 3", true)]
    [InlineData("Adobe Firefly", true)]
    [InlineData("Adobe Photoshop 25.0", false)]
    [InlineData("Fireflyer", false)]
    public void A_claim_generator_counts_where_it_is_a_known_picture_generator(string name, bool generated) =>
        Assert.Equal(generated, ProvenanceReader.Read(Crafted.PngWith("caBX", Crafted.Manifest(name))).ClaimsGenerated);

    [Theory]
    [InlineData("Iptc4xmpExt:DigitalSourceType='http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia'", "", ProvenanceStrength.Generated)]
    [InlineData("", "<Iptc4xmpExt:DigitalSourceType>trainedAlgorithmicMedia</Iptc4xmpExt:DigitalSourceType>", ProvenanceStrength.Generated)]
    [InlineData("", "<Iptc4xmpExt:DigitalSourceType rdf:resource='http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia'/>", ProvenanceStrength.PartlyGenerated)]
    [InlineData("Iptc4xmpExt:DigitalSourceType='digitalCapture'", "", ProvenanceStrength.Informative)]
    [InlineData("xmp:CreatorTool='Midjourney'", "", ProvenanceStrength.Generated)]
    public void XMP_is_read_as_attribute_element_and_resource_in_every_carrier(string attributes, string elements, ProvenanceStrength strength)
    {
        var packet = Crafted.Xmp(attributes, elements);
        foreach (var file in new[]
        {
            Crafted.JpegWith((0xE1, Crafted.XmpSegment(packet))), Crafted.WebpWith("XMP ", packet),
            Crafted.PngWith("iTXt", [.. "XML:com.adobe.xmp"u8, 0, 0, 0, 0, 0, .. packet]),
        })
            Assert.Equal(strength, Assert.Single(ProvenanceReader.Read(file).Findings).Strength);
    }

    [Theory]
    [InlineData("xmp:CreatorTool='Adobe Photoshop'")]
    [InlineData("Iptc4xmpExt:DigitalSourceType='something of my own'")]
    public void XMP_of_common_programs_claims_nothing(string attributes) =>
        Assert.Empty(ProvenanceReader.Read(Crafted.JpegWith((0xE1, Crafted.XmpSegment(Crafted.Xmp(attributes))))).Findings);

    [Theory]
    [InlineData("parameters", Infotext, "AUTOMATIC1111 parameters")]
    [InlineData("prompt", "{\"3\":{\"class_type\":\"KSampler\"}}", "ComfyUI parameters")]
    [InlineData("workflow", "{\"nodes\":[],\"links\":[]}", "ComfyUI parameters")]
    [InlineData("Comment", "{\"steps\":28,\"sampler\":\"k_euler\",\"seed\":1}", "NovelAI parameters")]
    [InlineData("Software", "NovelAI", "NovelAI")]
    [InlineData("invokeai_metadata", "{}", "InvokeAI parameters")]
    public void Text_chunks_of_generators_are_found_plain_and_packed(string key, string text, string claim)
    {
        byte[] name = [.. Encoding.ASCII.GetBytes(key), 0];
        var words = Encoding.UTF8.GetBytes(text);
        foreach (var file in new[]
        {
            Crafted.PngWith("tEXt", [.. name, .. words]), Crafted.PngWith("zTXt", [.. name, 0, .. Packed(words)]),
            Crafted.PngWith("iTXt", [.. name, 0, 0, 0, 0, .. words]), Crafted.PngWith("iTXt", [.. name, 1, 0, 0, 0, .. Packed(words)]),
        })
        {
            var finding = Assert.Single(ProvenanceReader.Read(file).Findings);
            Assert.Equal((claim, ProvenanceStrength.Generated), (finding.Claim, finding.Strength));
        }
    }

    [Theory]
    [InlineData("parameters", "exposure and gain")]
    [InlineData("prompt", "Say cheese")]
    [InlineData("workflow", "scan, crop, save")]
    [InlineData("Comment", "steps of the church, Seed of doubt")]
    [InlineData("Software", "GIMP 2.10")]
    public void Text_chunks_of_others_are_not(string key, string text) =>
        Assert.Empty(ProvenanceReader.Read(Crafted.PngWith("tEXt", Encoding.ASCII.GetBytes(key + "\0" + text))).Findings);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void EXIF_software_and_comment_are_read_in_both_byte_orders(bool little)
    {
        byte[] unicode = [.. "UNICODE\0"u8, .. (little ? Encoding.Unicode : Encoding.BigEndianUnicode).GetBytes(Infotext)];
        foreach (var comment in new[] { unicode, [.. "ASCII\0\0\0"u8, .. Encoding.ASCII.GetBytes(Infotext)] })
        {
            var exif = Crafted.Exif("Stable Diffusion web UI", comment, little);
            foreach (var file in new[]
            {
                Crafted.JpegWith((0xE1, [.. "Exif\0\0"u8, .. exif])), Crafted.PngWith("eXIf", exif), Crafted.WebpWith("EXIF", exif),
            })
            {
                Assert.Equal(
                    [(ProvenanceKind.Software, "Stable Diffusion"), (ProvenanceKind.GeneratorParameters, "AUTOMATIC1111 parameters")],
                    ProvenanceReader.Read(file).Findings.Select(f => (f.Kind, f.Claim)));
            }
        }
    }

    [Fact]
    public void Crafted_EXIF_is_what_an_independent_reader_reads()
    {
        var jpeg = Crafted.JpegWith((0xE1, [.. "Exif\0\0"u8, .. Crafted.Exif("Stable Diffusion", "ASCII\0\0\0Steps: 1"u8.ToArray())]));
        var directories = MetadataExtractor.ImageMetadataReader.ReadMetadata(new MemoryStream(jpeg));
        var tags = directories.SelectMany(directory => directory.Tags).ToLookup(tag => tag.Name, tag => tag.Description);
        Assert.Equal(("Stable Diffusion", "Steps: 1"), (tags["Software"].Single(), tags["User Comment"].Single()));
    }

    [Fact]
    public void A_claim_is_one_short_line_without_invisible_characters()
    {
        var finding = ProvenanceReader.Read(Crafted.PngWith("caBX", Crafted.Manifest("a\r\n\u202Eb\u0000\u200B" + new string('x', 500)))).Findings[^1];
        Assert.StartsWith("abx", finding.Claim, StringComparison.Ordinal);
        Assert.Equal(120, finding.Claim.Length);
    }

    [Fact]
    public void Deep_and_expanding_metadata_is_given_up_quietly()
    {
        var deepXml = Crafted.Xmp("", string.Concat(Enumerable.Repeat("<xmp:a>", 20_000)));
        var entities = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><x>&b;</x>"u8.ToArray();
        var deepBoxes = Enumerable.Range(0, 3000).Aggregate(Array.Empty<byte>(), (inner, i) => i % 100 == 0 ? Crafted.Super("c2pa", inner) : Crafted.Box("jumb", inner));
        var deepCbor = Crafted.Super("c2pa", Crafted.Super("c2pa.claim", Crafted.Box("cbor", Enumerable.Repeat((byte)0x81, 100_000).ToArray())));
        var bomb = Packed(new byte[50 << 20]);
        foreach (var file in new[]
        {
            Crafted.WebpWith("XMP ", deepXml), Crafted.WebpWith("XMP ", entities), Crafted.PngWith("caBX", deepBoxes), Crafted.PngWith("caBX", deepCbor),
            Crafted.PngWith("zTXt", [.. "parameters\0\0"u8, .. bomb]),
        })
            Assert.False(ProvenanceReader.Read(file).ClaimsGenerated);
    }

    [Fact]
    public void Mutated_files_never_make_it_throw()
    {
        var manifest = Crafted.Manifest("ChatGPT", "trainedAlgorithmicMedia");
        var exif = Crafted.Exif("Midjourney", [.. "ASCII\0\0\0"u8, .. Encoding.ASCII.GetBytes(Infotext)]);
        byte[][] seeds =
        [
            Crafted.JpegWith([.. Crafted.App11(manifest, 2), (0xE1, [.. "Exif\0\0"u8, .. exif]), (0xE1, Crafted.XmpSegment(Crafted.Xmp("xmp:CreatorTool='Midjourney'")))]),
            Crafted.PngWith("caBX", manifest), Crafted.PngWith("eXIf", exif), Crafted.PngWith("zTXt", [.. "parameters\0\0"u8, .. Packed(Encoding.ASCII.GetBytes(Infotext))]),
            Crafted.WebpWith("C2PA", manifest), Crafted.WebpWith("XMP ", Crafted.Xmp("xmp:CreatorTool='Midjourney'")), Crafted.AvifWithManifest(manifest),
        ];
        Assert.All(seeds, seed => Assert.True(ProvenanceReader.Read(seed).ClaimsGenerated));
        var claims = 0;
        for (var i = 0; i < 20_000; i++)
            claims += ProvenanceReader.Read(Mutations.Of(seeds[i % seeds.Length], i)).ClaimsGenerated ? 1 : 0;
        Assert.InRange(claims, 1, 19_999);
    }

    private static byte[] Packed(byte[] data)
    {
        var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zip.Write(data);
        return packed.ToArray();
    }
}
