using Classifier.Cli;
using Classifier.Cli.Shell;

using var signals = new StopSignals();
await using var input = Console.OpenStandardInput();
return await new CommandLineApp(new StandardStreams(Console.Out, Console.Error, input)).RunAsync(args, signals.Token);
