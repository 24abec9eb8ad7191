using Classifier.Core;

namespace Classifier.Imaging.Internal;

/// <summary>The refusals of this project. One line each, and never a word of the picture.</summary>
internal static class Faults
{
    private const string Field = "image";

    public static ClassifierException Empty() => new(ErrorKind.InvalidArgument, "The picture is empty.", Field);

    public static ClassifierException NoPicture() => new(ErrorKind.InvalidArgument, "The bytes are no picture.", Field);

    public static ClassifierException Damaged(Exception? inner = null) =>
        new(ErrorKind.InvalidArgument, "The picture is damaged or cut short.", Field, inner: inner);

    public static ClassifierException Crashed() =>
        new(ErrorKind.InvalidArgument, "The decoder ended on this picture.", Field);

    public static ClassifierException Hung() =>
        new(ErrorKind.InvalidArgument, "The decoder took too long over this picture.", Field);

    public static ClassifierException Unsupported(string format) =>
        new(ErrorKind.UnsupportedFormat, $"{format} is not served; send JPEG, PNG, WebP, GIF or AVIF.", Field);

    public static ClassifierException TooManyBytes(long limit) =>
        new(ErrorKind.TooLarge, $"The picture has more than {limit} bytes.", Field);

    public static ClassifierException TooManyPixels(long limit) =>
        new(ErrorKind.TooLarge, $"The picture has more than {limit} pixels in all its frames.", Field);

    public static ClassifierException TooManyFrames(int limit) =>
        new(ErrorKind.TooLarge, $"The picture has more than {limit} frames.", Field);

    public static ClassifierException TooMuchMemory(Exception? inner = null) =>
        new(ErrorKind.TooLarge, "Decoding the picture takes more memory than it may.", Field, inner: inner);
}
