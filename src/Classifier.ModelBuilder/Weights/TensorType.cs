namespace Classifier.ModelBuilder.Weights;

/// <summary>Element types of a safetensors file that are read and written here.</summary>
public enum TensorType
{
    F16,
    F32,
    I8,
    U8,
    I32,
    I64,
}

internal static class TensorTypes
{
    public static int SizeOf(this TensorType type) => type switch
    {
        TensorType.I8 or TensorType.U8 => 1,
        TensorType.F16 => 2,
        TensorType.F32 or TensorType.I32 => 4,
        _ => 8,
    };
}
