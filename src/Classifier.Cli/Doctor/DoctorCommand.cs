using System.CommandLine;
using Classifier.Cli.Json;
using Classifier.Cli.Serving;
using Classifier.Cli.Shell;

namespace Classifier.Cli.Doctor;

/// <summary><c>doctor</c>: what this machine offers, what is wrong and how to mend it.</summary>
internal static class DoctorCommand
{
    public static Command Create(StandardStreams streams)
    {
        var selfTest = new Option<bool>("--selftest") { Description = "Also run every active graph on its known inputs and compare the logits." };
        var local = new LocalOptions("--data");
        var verb = new Verb("doctor", "Examines this machine: providers, GPU, libraries, models; says what is wrong and how to mend it.")
        {
            Examples = ["doctor", "doctor --selftest --json", "doctor --provider cuda"],
        };
        verb.Add(selfTest);
        local.AddTo(verb);
        verb.SetAction(async (parsed, cancellation) =>
        {
            var terminal = new Terminal(streams, parsed.GetValue(GlobalOptions.Json));
            var examination = await Examination.RunAsync(local.Read(parsed), parsed.GetValue(selfTest), cancellation);
            var document = DoctorReport.Of(examination, Diagnosis.Of(examination));
            terminal.Write(document, CliJson.Readable.DoctorDocument, DoctorTables.Write);
            return document.Healthy ? ExitCode.Done : ExitCode.Failed;
        });
        return verb;
    }
}
