using BenchmarkDotNet.Running;
using Classifier.Benchmarks.EndToEnd;
using Classifier.Benchmarks.Graphs;
using Classifier.Benchmarks.Peers;

// `end-to-end` compares served with bare, `graphs` the graph's variants and instances, `peers` other servers; the rest goes to BenchmarkDotNet's switcher.
if (args is ["end-to-end", ..]) return await EndToEndRun.MainAsync(args[1..]);
if (args is ["peers", ..]) return await PeerRun.MainAsync(args[1..]);
if (args is ["graphs", ..]) return GraphRun.Run();
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
