using System.Text;
using Classifier.Core;
using Classifier.Imaging;
using Classifier.Imaging.Decoding;
using Classifier.Imaging.Provenance;
using Classifier.Inference.Manifests;

namespace Classifier.Fuzz;

/// <summary>Managed parsers that read strangers' bytes in the server's process, and the manifests that a model's author writes.</summary>
internal static class Targets
{
    // The probe is the same for both decoders; this one needs no native library. Late: instrumented code can run only inside the fuzzer.
    private static readonly Lazy<ImageSharpDecoder> s_decoder = new(() => new(new ImagingOptions()));

    public static IReadOnlyDictionary<string, Action<byte[]>> All { get; } = new Dictionary<string, Action<byte[]>>
    {
        ["headers"] = bytes => s_decoder.Value.Probe(bytes),
        ["provenance"] = bytes => ProvenanceReader.Read(bytes),
        ["manifests"] = bytes => ManifestReader.Parse(Encoding.UTF8.GetString(bytes), "manifest.yaml", "."),
    };

    /// <summary>A typed refusal is an answer; everything else that is thrown is a finding.</summary>
    public static void Try(Action<byte[]> target, byte[] bytes)
    {
        try
        {
            target(bytes);
        }
        catch (ClassifierException)
        {
            // Refused, as it should be.
        }
    }
}
