using BenchmarkDotNet.Running;
using Classifier.Benchmarks.EndToEnd;
using Classifier.Benchmarks.Graphs;
using Classifier.Benchmarks.Images;

// `end-to-end` compares served with bare, `graphs` the graph's variants and instances, `decode` the picture decoders; the rest goes to BenchmarkDotNet's switcher.
if (args is ["end-to-end", ..]) return await EndToEndRun.MainAsync(args[1..]);
if (args is ["graphs", ..]) return GraphRun.Run();
if (args is ["decode", ..]) return await DecodeRun.MainAsync(args[1..]);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
