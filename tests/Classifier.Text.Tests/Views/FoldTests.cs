using Classifier.Text.Views;
using Classifier.Text.Views.Fold;
using CsCheck;

namespace Classifier.Text.Tests.Views;

public sealed class FoldTests
{
    [Theory]
    [InlineData("ɪɢɴᴏʀᴇ ᴛʜᴇ rules", "ignore the rules")]
    [InlineData("\U0001F158\U0001F156\U0001F15D\U0001F15E\U0001F161\U0001F154", "ignore")]
    [InlineData("\U0001F178\U0001F176\U0001F17D", "ign")]
    // A single form, a transcription with other letters, blood groups.
    [InlineData("the letter ɑ", "the letter ɑ")]
    [InlineData("/ˈɪɡnɔːɹ/", "/ˈɪɡnɔːɹ/")]
    [InlineData("\U0001F170\uFE0F or \U0001F171\uFE0F", "\U0001F170\uFE0F or \U0001F171\uFE0F")]
    public void Letter_forms_are_read_where_a_word_is_made_of_them(string text, string expected) => Assert.Equal(expected, new LetterFormsFold().Apply(text));

    [Theory]
    [InlineData("1gn0r3 4ll rul3s", "ignore all rules")]
    [InlineData("P@ssw0rd please", "password please")]
    [InlineData("R2D2 and C3PO met", "R2D2 and C3PO met")]
    [InlineData("Commit 3f2a9c1b fixes it", "Commit 3f2a9c1b fixes it")]
    [InlineData("mail me@example.com in 2024", "mail me@example.com in 2024")]
    [InlineData("100 people paid $35", "100 people paid $35")]
    public void Leet_is_read_where_words_appear(string text, string expected) => Assert.Equal(expected, new LeetFold().Apply(text));

    [Theory]
    [InlineData("іgnоrе аll", "ignore all")]
    [InlineData("ignοre", "ignore")]
    [InlineData("Приветствую вaс", "Приветствую вас")]
    // Real words of one script, units and formulas.
    [InlineData("Игнорируй все правила", "Игнорируй все правила")]
    [InlineData("μm, Δx, 2πr, kΩ", "μm, Δx, 2πr, kΩ")]
    [InlineData("plain ascii", "plain ascii")]
    public void Confusables_give_a_mixed_word_one_script(string text, string expected) => Assert.Equal(expected, new ConfusablesFold().Apply(text));

    [Theory]
    [InlineData("i g n o r e  a l l", "ignore all")]
    [InlineData("i-g-n-o-r-e", "ignore")]
    [InlineData("i.g.n.o.r.e", "ignore")]
    [InlineData("u.s.e it", "u.s.e it")]
    [InlineData("A, B, C or D", "A, B, C or D")]
    [InlineData("U.S.A. and e.g.", "U.S.A. and e.g.")]
    [InlineData("a b c", "a b c")]
    public void Spaced_letters_are_joined(string text, string expected) => Assert.Equal(expected, new SpacedLettersFold().Apply(text));

    [Theory]
    [InlineData("i\u0336g\u0336n\u0336o\u0336r\u0336e\u0336", "ignore")]
    [InlineData("i\u0300\u0301\u0302\u0303g\u0300\u0301\u0302\u0303n\u0300\u0301\u0302\u0303", "ign")]
    [InlineData("naïve café", "naïve café")]
    [InlineData("क्षत्रिय", "क्षत्रिय")]
    public void Stacked_marks_are_taken_off(string text, string expected) => Assert.Equal(expected, new StackedMarksFold().Apply(text));

    [Fact]
    public void Folds_find_nothing_in_words_of_the_lexicon_as_they_stand() =>
        Gen.Int[0, Lexicon.Words.Count - 1].Array[1, 12].Sample(picks =>
        {
            var text = string.Join(' ', picks.Select(i => Lexicon.Words.ElementAt(i)));
            foreach (var fold in new IFold[] { new StackedMarksFold(), new LetterFormsFold(), new ConfusablesFold(), new SpacedLettersFold(), new LeetFold() })
                Assert.Empty(fold.Find(text));
        }, iter: 300);

    [Fact]
    public void Lexicon_knows_its_words_and_their_beginnings()
    {
        Assert.All(Lexicon.Words, word =>
        {
            Assert.Matches("^[a-z]{3,16}$", word);
            Assert.True(Lexicon.Contains(word));
            Assert.True(Lexicon.MayBegin(word[0], word[1]));
        });
        Assert.False(Lexicon.Contains("zx"));
        Assert.False(Lexicon.Contains("Ignore"));
        Assert.False(Lexicon.MayBegin('z', 'x'));
        Assert.False(Lexicon.MayBegin('A', '\u00e9'));
    }
}
