using BenchmarkDotNet.Running;
using Classifier.Benchmarks.EndToEnd;

// `end-to-end` runs the served-against-bare comparison; everything else goes to BenchmarkDotNet's switcher.
if (args is ["end-to-end", ..]) return await EndToEndRun.MainAsync(args[1..]);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
