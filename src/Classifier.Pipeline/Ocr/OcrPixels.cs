using Classifier.Imaging.Tensors;

namespace Classifier.Pipeline.Ocr;

/// <summary>How bytes become the numbers that PaddleOCR's graphs were trained on: planes blue, green, red.</summary>
internal static class OcrPixels
{
    /// <summary>Means and deviations of ImageNet in the order of the planes, as PaddleOCR applies them, not of the colours.</summary>
    public static Normalisation Detection { get; } = new([0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f], bgr: true);

    /// <summary>From −1 to 1.</summary>
    public static Normalisation Lines { get; } = new([0.5f, 0.5f, 0.5f], [0.5f, 0.5f, 0.5f], bgr: true);
}
