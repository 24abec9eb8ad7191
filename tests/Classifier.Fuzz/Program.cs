using Classifier.Fuzz;
using SharpFuzz;

// fuzz seeds FOLDER: what fuzzing starts from, a folder a target. fuzz run TARGET: under afl-fuzz alone. fuzz replay TARGET FILE…: without it.
switch (args)
{
    case ["seeds", var folder]:
        Seeds.Write(folder);
        return 0;
    case ["run", var name] when Targets.All.TryGetValue(name, out var target):
        Fuzzer.OutOfProcess.Run(stream =>
        {
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            Targets.Try(target, bytes.ToArray());
        });
        return 0;
    case ["replay", var name, .. var files] when files.Length > 0 && Targets.All.TryGetValue(name, out var target):
        foreach (var file in files) Targets.Try(target, File.ReadAllBytes(file));
        return 0;
    default:
        Console.Error.WriteLine($"usage: seeds FOLDER | run TARGET | replay TARGET FILE…; targets: {string.Join(", ", Targets.All.Keys)}");
        return 2;
}
