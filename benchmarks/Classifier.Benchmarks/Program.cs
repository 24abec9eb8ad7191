using BenchmarkDotNet.Running;
using Classifier.Benchmarks.Cost;
using Classifier.Benchmarks.EndToEnd;
using Classifier.Benchmarks.Fingerprints;
using Classifier.Benchmarks.Graphs;
using Classifier.Benchmarks.Images;
using Classifier.Benchmarks.Ocr;
using Classifier.Benchmarks.Peers;
using Classifier.Benchmarks.Scan;
using Classifier.Benchmarks.Search;

// Runs of their own by name; the rest goes to BenchmarkDotNet's switcher.
switch (args)
{
    // Served against bare ONNX Runtime.
    case ["end-to-end", ..]: return await EndToEndRun.MainAsync(args[1..]);
    // A load profile with inference on a core of its own.
    case ["load", ..]: return await PinnedLoadRun.MainAsync(args[1..]);
    // Bytes allocated a request.
    case ["allocation"]: return await AllocationRun.MainAsync();
    // Other servers with the same graph.
    case ["peers", ..]: return await PeerRun.MainAsync(args[1..]);
    // What more cores, longer batches, tenants and models cost.
    case ["cost", ..]: return await CostRun.MainAsync(args[1..]);
    // The graph's variants and instances.
    case ["graphs", ..]: return GraphRun.Run();
    // The picture decoders, in and out of process.
    case ["decode", ..]: return await DecodeRun.MainAsync(args[1..]);
    // The whole way of a picture on one core and on two.
    case ["pictures", ..]: return await PictureRun.MainAsync(args[1..]);
    // Text in rendered pictures.
    case ["ocr", ..]: return await OcrRun.MainAsync(args[1..]);
    // Exact search among fingerprints.
    case ["search", ..]: return await SearchRun.MainAsync(args[1..]);
    // How search and all pairs grow with the number of codes.
    case ["search-growth", ..]: return await SearchGrowthRun.MainAsync(args[1..]);
    // PDQ beside benchmarks/peers/pdq.
    case ["pdq", ..]: return PdqRun.Run(args[1..]);
    // Ten thousand pictures with planted duplicates.
    case ["scan", ..]: return await ScanBenchmark.MainAsync(args[1..]);
    // Hashes of edited photographs.
    case ["robustness", ..]: return await RobustnessBenchmark.MainAsync(args[1..]);
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
