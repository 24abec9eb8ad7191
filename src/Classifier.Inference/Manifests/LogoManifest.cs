namespace Classifier.Inference.Manifests;

/// <summary>
/// How a model of the family <c>logo</c> tells logos from each other. Its one graph gives, for each cell of 16 × 16 pixels, whether a
/// logo stands around it, an embedding of unit length, and the logo's box.
/// </summary>
/// <param name="Objectness">Probability from which a cell counts as a logo; above 0, below 1.</param>
/// <param name="Match">Cosine to a brand's reference from which a logo is that brand's; 0 to 1.</param>
/// <param name="Near">Cosine from which it is a near copy; not above <paramref name="Match"/>. Below it the logo is unknown.</param>
public sealed record LogoManifest(double Objectness, double Match, double Near)
{
    /// <summary>Name of the graph.</summary>
    public const string Graph = "cells";

    /// <summary>Its outputs: logits [1, h, w]; embeddings [128, h, w]; distances to the left, upper, right and lower edge in pixels [4, h, w].</summary>
    public const string ObjectnessOutput = "objectness", EmbeddingOutput = "embedding", BoxOutput = "box";

    /// <summary>Side of a cell in pixels of the input.</summary>
    public const int CellSide = 16;

    /// <summary>Sides of the input are multiples of it.</summary>
    public const int SideMultiple = 32;

    /// <summary>Side of the canvas on which a brand's reference stands, in pixels, and the longer side of the logo on it.</summary>
    public const int ReferenceSide = 160, ReferenceLogo = 80;

    /// <summary>Numbers in an embedding.</summary>
    public const int Dimensions = 128;

    /// <summary>Roles of the files with the public brands and with their embeddings.</summary>
    public const string BrandsFile = "brands", EmbeddingsFile = "embeddings";
}
