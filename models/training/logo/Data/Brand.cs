namespace Classifier.Training.Logo.Data;

/// <summary>One drawing of a brand.</summary>
/// <param name="Set"><c>logos</c> (colour) or <c>simple-icons</c> (one colour).</param>
/// <param name="Hex">The brand's colour, six digits, for one-colour drawings.</param>
/// <param name="Hidden">Withdrawn or renamed upstream: trained on, never in the bank.</param>
internal sealed record Art(string Set, string Slug, string Hex, bool Hidden)
{
    public bool OneColour => Set == Brands.OneColourSet;
}

/// <summary>Every drawing whose normalised title is the same.</summary>
/// <param name="Key">The normalised title.</param>
/// <param name="Slug">The canonical slug: the shortest of the colour set where it has the brand.</param>
internal sealed record Brand(string Key, string Slug, string Title, IReadOnlyList<Art> Arts, IReadOnlyList<string> Aliases)
{
    public bool Crosses => Arts.Any(a => a is { Hidden: false, OneColour: true }) && Arts.Any(a => a is { Hidden: false, OneColour: false });
}
