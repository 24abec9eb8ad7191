namespace Classifier.Training.Deepfake.Data;

/// <summary>A picture of the corpus: a file, or one tile of a grid.</summary>
/// <param name="Id">File name and tile: the seed of everything random that happens to it.</param>
/// <param name="Box">Left, top, width, height inside the file; null for all of it.</param>
/// <param name="Source">Repository or set.</param>
/// <param name="Family">The generator without its version, empty for real ones and unnamed ones.</param>
internal sealed record Picture(string Id, string File, int[]? Box, bool Fake, string Source, string Family, string Group, bool Permissive);
