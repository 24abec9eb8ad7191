namespace Classifier.Fingerprint.Kernels.Internal;

/// <summary>How one pass of the box filter walks through memory.</summary>
/// <param name="Length">Numbers on a line.</param>
/// <param name="Lead">Inputs ahead.</param>
/// <param name="Lag">Inputs behind.</param>
/// <param name="InputLine">From a line's first input to the next line's.</param>
/// <param name="InputStep">From an input to the next on its line.</param>
/// <param name="OutputLine">From a line's first output to the next line's.</param>
/// <param name="OutputStep">From an output to the next on its line.</param>
internal readonly record struct BoxLines(int Length, int Lead, int Lag, int InputLine, int InputStep, int OutputLine, int OutputStep)
{
    /// <summary>Lines along rows of a picture that is stored column by column, to one that is stored row by row, or the reverse.</summary>
    /// <param name="length">Numbers on a line.</param>
    /// <param name="lines">Lines side by side.</param>
    public static BoxLines Turning(int length, int lines)
    {
        var window = (length + (2 * PdqKernels.Side) - 1) / (2 * PdqKernels.Side);
        var half = (window + 2) / 2;
        return new BoxLines(length, half - 1, window - half + 1, 1, lines, length, 1);
    }

    /// <summary>The same lines, written where they were read.</summary>
    public BoxLines InPlace() => this with { OutputLine = InputLine, OutputStep = InputStep };
}
