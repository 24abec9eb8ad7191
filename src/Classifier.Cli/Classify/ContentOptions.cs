using System.CommandLine;
using System.CommandLine.Parsing;
using Classifier.Cli.Shell;
using Classifier.V1;
using Google.Protobuf;

namespace Classifier.Cli.Classify;

/// <summary>Where the item comes from: exactly one of a text, a text file, a picture and standard input.</summary>
internal sealed class ContentOptions
{
    private readonly Option<string?> _text = new("--text") { HelpName = "T", Description = "The text itself." };
    private readonly Option<string?> _file = new("--file") { HelpName = "F", Description = "A file of UTF-8 text." };
    private readonly Option<string?> _image = new("--image") { HelpName = "F", Description = "A picture's file." };

    private readonly Argument<string?> _standardInput = new("-")
    {
        Description = "A single dash reads UTF-8 text from standard input.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public void AddTo(Command command)
    {
        command.Add(_text);
        command.Add(_file);
        command.Add(_image);
        command.Add(_standardInput);
        command.Validators.Add(result =>
        {
            // Values of options that were given wrongly cannot be asked for; their presence can.
            var words = result.GetResult(_standardInput)?.Tokens ?? [];
            var given = new SymbolResult?[] { result.GetResult(_text), result.GetResult(_file), result.GetResult(_image) }.Count(r => r is not null);
            if (words.Any(w => w.Value != "-")) result.AddError("Content is given by --text, --file, --image or a single dash.");
            else if (given + words.Count != 1) result.AddError("Give exactly one of --text, --file, --image and -.");
        });
    }

    /// <exception cref="CliException">Unreadable, too large or not UTF-8 (3).</exception>
    public async Task<Part> ReadAsync(ParseResult parsed, Stream standardInput, CancellationToken cancellation)
    {
        if (parsed.GetValue(_text) is { } text) return new Part { Text = ContentFiles.WellFormed(text) };
        if (parsed.GetValue(_file) is { } file) return new Part { Text = ContentFiles.Text(await ContentFiles.ReadAsync(file, cancellation), file) };
        if (parsed.GetValue(_image) is { } image)
            return new Part { Image = new Image { Data = UnsafeByteOperations.UnsafeWrap(await ContentFiles.ReadAsync(image, cancellation)) } };
        return new Part { Text = ContentFiles.Text(await ContentFiles.ReadAsync(standardInput, "standard input", cancellation), "standard input") };
    }
}
