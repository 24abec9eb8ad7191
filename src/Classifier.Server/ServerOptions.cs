using Classifier.Core;
using Classifier.Fingerprint.Kernels;
using Classifier.Governance.Policy;
using Classifier.Imaging;
using Classifier.Pipeline;
using Classifier.Pipeline.Logo;
using Classifier.Pipeline.Ocr;

namespace Classifier.Server;

/// <summary>What <c>serve</c> was told.</summary>
public sealed record ServerOptions
{
    /// <summary>Where gRPC listens (HTTP/2; with TLS also HTTP/1.1). Loopback only until tokens exist. Port 0 takes a free one.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:5080";

    /// <summary>Where REST, metrics and health pages listen (HTTP/1.1); null for nowhere.</summary>
    public string? HttpUrls { get; init; } = "http://127.0.0.1:5081";

    /// <summary>PEM files; both or neither. With them every address speaks TLS.</summary>
    public string? TlsCertificate { get; init; }
    public string? TlsKey { get; init; }

    /// <summary>What the server keeps: built graphs, coefficients, state.</summary>
    public string DataDirectory { get; init; } = "data";

    /// <summary>Holds name/version/manifest.yaml.</summary>
    public string ModelsDirectory { get; init; } = "models";

    /// <summary>auto, cpu or cuda.</summary>
    public string Provider { get; init; } = "auto";

    /// <summary>Largest gRPC message (after decompression) or REST body in bytes, 1 KiB to 1 GiB.</summary>
    public int MaxMessageBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Bytes of requests that may be coming in at a time, all connections together; at least <see cref="MaxMessageBytes"/>.</summary>
    public long MaxIncomingBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>Connections at a time, on all addresses together.</summary>
    public int MaxConnections { get; init; } = 4096;

    /// <summary>HTTP/2 streams (calls) at a time on one connection.</summary>
    public int MaxStreamsPerConnection { get; init; } = 4096;

    /// <summary>Entries of one batch call that are judged at a time.</summary>
    public int BatchParallelism { get; init; } = 64;

    /// <summary>The most urgent class that a caller gets, whatever it asks for.</summary>
    public WorkClass HighestClass { get; init; } = WorkClass.Interactive;

    /// <summary>How long running calls may go on after the order to stop.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The operator's rules for what cannot be answered.</summary>
    public PolicyOptions Policy { get; init; } = new();

    /// <summary>Bounds of one item.</summary>
    public PipelineOptions Pipeline { get; init; } = new();

    /// <summary>Limits and choices of decoding.</summary>
    public ImagingOptions Imaging { get; init; } = new();

    /// <summary>How text in pictures is read.</summary>
    public OcrOptions Ocr { get; init; } = new();

    /// <summary>How logos are looked for.</summary>
    public LogoOptions Logos { get; init; } = new();

    /// <summary>Where heavy work on fingerprints runs.</summary>
    public FingerprintAcceleratorOptions Fingerprints { get; init; } = new();

    /// <summary>Bounds of one ClassifyStream call.</summary>
    public StreamLimits Streams { get; init; } = new();

    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: a value lies outside its range.</exception>
    internal void Validate()
    {
        Check(MaxMessageBytes is >= 1024 and <= 1 << 30, nameof(MaxMessageBytes), "1024 to 1073741824");
        Check(MaxIncomingBytes >= MaxMessageBytes, nameof(MaxIncomingBytes), "MaxMessageBytes or more");
        Check(MaxConnections >= 1, nameof(MaxConnections), "1 or more");
        Check(MaxStreamsPerConnection >= 1, nameof(MaxStreamsPerConnection), "1 or more");
        Check(BatchParallelism >= 1, nameof(BatchParallelism), "1 or more");
        Check(DrainTimeout >= TimeSpan.Zero && DrainTimeout <= TimeSpan.FromHours(1), nameof(DrainTimeout), "0 to 1 hour");
        Check(Streams.InFlight >= 1, "Streams.InFlight", "1 or more");
        Check(Streams.OpenOutputs >= 1, "Streams.OpenOutputs", "1 or more");
        Check(Streams.OutputBytes >= 1, "Streams.OutputBytes", "1 or more");
    }

    private static void Check(bool holds, string name, string range)
    {
        if (!holds) throw new ClassifierException(ErrorKind.Configuration, $"{name} must be {range}.", name);
    }
}
