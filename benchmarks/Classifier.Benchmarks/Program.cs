using BenchmarkDotNet.Running;
using Classifier.Benchmarks.EndToEnd;
using Classifier.Benchmarks.Graphs;
using Classifier.Benchmarks.Ocr;

// `end-to-end` compares served with bare, `graphs` the graph's variants and instances, `ocr` reads
// rendered pictures; the rest goes to BenchmarkDotNet's switcher.
if (args is ["end-to-end", ..]) return await EndToEndRun.MainAsync(args[1..]);
if (args is ["graphs", ..]) return GraphRun.Run();
if (args is ["ocr", ..]) return await OcrRun.MainAsync(args[1..]);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
