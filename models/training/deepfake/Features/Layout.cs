namespace Classifier.Training.Deepfake.Features;

/// <summary>
/// The residual statistics: rich-model co-occurrences (Fridrich and Kodovský, "Rich Models for Steganalysis of Digital Images",
/// 2012), kept to two neighbours, in two quantisations: one fixed, one relative to the crop's own mean residual, so that it tells
/// the shape and not the amount of texture.
/// </summary>
internal static class Layout
{
    public const int Levels = 5, Bins = Levels * Levels, Reach = Levels / 2;

    /// <summary>Weights of red, green, blue: luma times four, two differences of colour.</summary>
    public static readonly int[][] Planes = [[1, 2, 1], [1, -1, 0], [0, -1, 1]];

    /// <summary>High-pass kernels of 3 × 3 around a pixel, rows from the top.</summary>
    public static readonly int[][] Kernels =
    [
        [0, 0, 0, 0, -1, 1, 0, 0, 0],
        [0, 0, 0, 0, -1, 0, 0, 1, 0],
        [0, 0, 0, 1, -2, 1, 0, 0, 0],
        [0, 1, 0, 0, -2, 0, 0, 1, 0],
        [0, 0, 0, 0, -1, 0, 0, 0, 1],
        [-1, 2, -1, 2, -4, 2, -1, 2, -1],
    ];

    /// <summary>Plane and kernel of each residual.</summary>
    public static readonly (int Plane, int Kernel)[] Residuals =
        [(0, 0), (0, 1), (0, 2), (0, 3), (0, 4), (0, 5), (1, 0), (1, 1), (1, 5), (2, 0), (2, 1), (2, 5)];

    /// <summary>Offsets of the second neighbour, rows and columns.</summary>
    public static readonly (int Y, int X)[] Pairs = [(0, 1), (1, 0), (1, 1), (0, 2), (2, 0)];

    /// <summary>Offsets of the autocorrelation.</summary>
    public static readonly (int Y, int X)[] Lags = [(0, 1), (1, 0), (1, 1), (0, 2), (2, 0), (2, 2), (0, 3), (3, 0), (0, 4), (4, 0)];

    /// <summary>Pairs of residuals whose correlation is taken: the same kernel on two planes.</summary>
    public static readonly (int First, int Second)[] Crosses = [(5, 8), (5, 11), (8, 11), (0, 6), (1, 7), (0, 9), (1, 10), (0, 1), (2, 3)];

    /// <summary>The fixed step of each residual: two grey levels a unit of the kernel's weight for luma, four for colour.</summary>
    public static float Step(int residual) => Residuals[residual] switch
    {
        (0, 5) => 16,
        (0, _) => 8,
        (_, 5) => 8,
        _ => 2,
    };

    /// <summary>The step relative to the mean absolute residual.</summary>
    public const float Relative = .8f;

    /// <summary>
    /// The class of a pair of levels: a picture's mirror image and its negative are as real as itself, so (a, b), (b, a), (-a, -b)
    /// and (-b, -a) count together.
    /// </summary>
    public static readonly int[] Orbits = MakeOrbits();

    public static readonly int OrbitCount = Orbits.Max() + 1;

    public static int Histograms => Residuals.Length * 2 * Pairs.Length;

    public static int Count => Histograms * OrbitCount + Residuals.Length * (1 + Lags.Length) + Crosses.Length;

    private static int[] MakeOrbits()
    {
        var orbits = new int[Bins];
        Array.Fill(orbits, -1);
        var next = 0;
        for (var a = -Reach; a <= Reach; a++)
        {
            for (var b = -Reach; b <= Reach; b++)
            {
                if (orbits[Bin(a, b)] < 0)
                {
                    orbits[Bin(a, b)] = orbits[Bin(b, a)] = orbits[Bin(-a, -b)] = orbits[Bin(-b, -a)] = next++;
                }
            }
        }

        return orbits;
    }

    private static int Bin(int a, int b) => (a + Reach) * Levels + b + Reach;
}
