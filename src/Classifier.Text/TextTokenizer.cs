using Classifier.Core;
using Classifier.Text.Normalisation;
using Classifier.Text.Tokens;

namespace Classifier.Text;

/// <summary>Text to token ids as the models were trained on, without windows or views. Thread-safe.</summary>
public sealed class TextTokenizer
{
    /// <summary>Id before the pieces of a window.</summary>
    public const int StartId = SpecialTokens.Start;

    /// <summary>Id that fills up a row of a batch.</summary>
    public const int PadId = SpecialTokens.Pad;

    /// <summary>Id after the pieces of a window.</summary>
    public const int EndId = SpecialTokens.End;

    /// <summary>Id of a run of characters that the vocabulary lacks.</summary>
    public const int UnknownId = SpecialTokens.Unknown;

    private TextTokenizer(UnigramModel model) => Model = model;

    /// <summary>Ids are below this.</summary>
    public int VocabularySize => Model.VocabularySize;

    internal UnigramModel Model { get; }

    /// <param name="sentencePieceModelPath">A SentencePiece Unigram model.</param>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: the file is missing or broken, or the runtime lacks ICU.</exception>
    public static TextTokenizer Load(string sentencePieceModelPath)
    {
        Nfkc.EnsureAvailable();
        return new TextTokenizer(UnigramModel.Load(sentencePieceModelPath));
    }

    /// <summary>Start token, all pieces of the NFKC text, end token; any length.</summary>
    public int[] Encode(string text, CancellationToken cancellation = default)
    {
        var normal = Nfkc.Normalise(WellFormed.Of(text)).Text;
        var ids = new List<int>(normal.Length / 3 + 4) { StartId };
        var sink = new IdSink(ids);
        PieceScanner.Scan(Model, normal, 0, ref sink, cancellation);
        ids.Add(EndId);
        return [.. ids];
    }
}
