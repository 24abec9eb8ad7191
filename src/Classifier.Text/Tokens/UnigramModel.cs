using System.Runtime.InteropServices;
using Classifier.Core;
using Microsoft.ML.Tokenizers;

namespace Classifier.Text.Tokens;

/// <summary>
/// The vocabulary and the Viterbi search of Microsoft.ML.Tokenizers, without its normaliser: that one never ends on two
/// spaces in a row, and maps the start token's id 0 to 1. What it would do is done in <see cref="PieceScanner"/>.
/// </summary>
internal sealed class UnigramModel
{
    /// <summary>U+2581, which stands before each word.</summary>
    public const char WordMark = '\u2581';

    private readonly SentencePieceTokenizer _tokenizer;
    private readonly byte[] _lengths;

    private UnigramModel(SentencePieceTokenizer tokenizer, byte[] lengths)
    {
        _tokenizer = tokenizer;
        _lengths = lengths;
    }

    public int VocabularySize => _lengths.Length;

    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: the file is missing or not such a model.</exception>
    public static UnigramModel Load(string path)
    {
        SentencePieceTokenizer tokenizer;
        try
        {
            using var file = File.OpenRead(path);
            tokenizer = SentencePieceTokenizer.Create(file, addBeginningOfSentence: false, addEndOfSentence: false);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ClassifierException(ErrorKind.Configuration, $"Tokeniser file {path} does not exist.", inner: e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new ClassifierException(ErrorKind.Configuration, $"Tokeniser file {path} cannot be read.", inner: e);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The library reports a broken file by whatever its parser stumbles over.
            throw Broken(path, e);
        }
        return new UnigramModel(tokenizer, Lengths(tokenizer, path));
    }

    /// <summary>UTF-16 units of a piece; not for <see cref="SpecialTokens.Unknown"/>, which covers one code point.</summary>
    public int Length(int id) => _lengths[id];

    /// <summary>Best segmentation of words that each begin with <see cref="WordMark"/>; each unknown code point is one id.</summary>
    public ReadOnlySpan<int> Segment(ReadOnlySpan<char> marked)
    {
        var ids = _tokenizer.EncodeToIds(marked, false, false, considerPreTokenization: false, considerNormalization: false);
        return ids is List<int> list ? CollectionsMarshal.AsSpan(list) : ids.ToArray();
    }

    private static byte[] Lengths(SentencePieceTokenizer tokenizer, string path)
    {
        var size = 0;
        foreach (var id in tokenizer.Vocabulary.Values) size = Math.Max(size, id + 1);
        var lengths = new byte[size];
        foreach (var (piece, id) in tokenizer.Vocabulary)
        {
            // PieceScanner's chunks rest on these two; both hold for every SentencePiece vocabulary split by white space.
            if (id < 0 || piece.Length > byte.MaxValue || piece.LastIndexOf(WordMark) > 0) throw Broken(path, null);
            lengths[id] = (byte)piece.Length;
        }
        if (size < 256 || tokenizer.UnknownId != SpecialTokens.Unknown || !tokenizer.Vocabulary.ContainsKey("\u2581")) throw Broken(path, null);
        return lengths;
    }

    private static ClassifierException Broken(string path, Exception? inner) =>
        new(ErrorKind.Configuration, $"Tokeniser file {path} is not a SentencePiece Unigram model with this family's special tokens.", inner: inner);
}
