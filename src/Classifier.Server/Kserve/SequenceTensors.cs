using System.Runtime.InteropServices;
using Classifier.Core;
using Classifier.Inference;
using Classifier.Inference.Manifests;
using Google.Protobuf;
using V2 = global::Inference;

namespace Classifier.Server.Kserve;

/// <summary>
/// The tensors of a sequence model: <c>input_ids</c> [B, S] and <c>attention_mask</c> [B, S], INT64, padded on the right, to
/// <c>logits</c> [B, H], FP32. Raw contents are little-endian, row by row; an answer takes the form of its request.
/// </summary>
internal static class SequenceTensors
{
    private const string Ids = "input_ids";
    private const string Mask = "attention_mask";
    private const string Logits = "logits";
    private const int MaxRows = 1024;

    public static IEnumerable<V2.ModelMetadataResponse.Types.TensorMetadata> DescribeInputs() =>
        new[] { Ids, Mask }.Select(name => new V2.ModelMetadataResponse.Types.TensorMetadata { Name = name, Datatype = "INT64", Shape = { -1, -1 } });

    public static V2.ModelMetadataResponse.Types.TensorMetadata DescribeOutput(ModelManifest model) =>
        new() { Name = Logits, Datatype = "FP32", Shape = { -1, model.Outputs.Count } };

    /// <summary>The rows without their padding.</summary>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.InvalidArgument"/>.</exception>
    public static IReadOnlyList<int[]> Read(V2.ModelInferRequest request, ModelManifest model)
    {
        CheckOutputs(request);
        var ids = InputTensor.Find(request, Ids);
        var mask = InputTensor.Find(request, Mask);
        if (request.Inputs.Count != 2) throw ClassifierException.Invalid("inputs", $"The inputs are {Ids} and {Mask}.");
        var (rows, length) = ids.Shape(MaxRows, model.Limits.MaxLength);
        if (mask.Shape(MaxRows, model.Limits.MaxLength) != (rows, length))
            throw ClassifierException.Invalid($"{mask.Field}.shape", $"{Mask} has the shape of {Ids}.");
        var idValues = ids.Values(rows * length);
        var maskValues = mask.Values(rows * length);
        var sequences = new int[rows][];
        for (var row = 0; row < rows; row++)
        {
            var here = new Range(row * length, (row + 1) * length);
            sequences[row] = Unpad(idValues[here], maskValues[here], ids.Field, mask.Field);
        }

        return sequences;
    }

    public static V2.ModelInferResponse Write(V2.ModelInferRequest request, ModelManifest model, IReadOnlyList<SequenceScores> scores)
    {
        var width = model.Outputs.Count;
        var values = new float[scores.Count * width];
        for (var row = 0; row < scores.Count; row++) scores[row].Logits.Span.CopyTo(values.AsSpan(row * width, width));
        var output = new V2.ModelInferResponse.Types.InferOutputTensor { Name = Logits, Datatype = "FP32", Shape = { scores.Count, width } };
        var response = new V2.ModelInferResponse
        {
            ModelName = model.Id.Name,
            ModelVersion = model.Id.Version,
            Id = request.Id,
            Outputs = { output },
        };
        if (request.RawInputContents.Count == 0) output.Contents = new V2.InferTensorContents { Fp32Contents = { values } };
        else response.RawOutputContents.Add(ByteString.CopyFrom(MemoryMarshal.AsBytes(values.AsSpan())));
        return response;
    }

    private static int[] Unpad(ReadOnlySpan<long> ids, ReadOnlySpan<long> mask, string idField, string maskField)
    {
        var length = mask.IndexOf(0L) is var end and >= 0 ? end : mask.Length;
        if (length == 0 || mask[..length].ContainsAnyExcept(1L) || mask[length..].ContainsAnyExcept(0L))
            throw ClassifierException.Invalid(maskField, "Each row of the mask is one or more ones, then zeros.");
        var sequence = new int[length];
        for (var i = 0; i < length; i++)
        {
            if (ids[i] is < 0 or > int.MaxValue) throw ClassifierException.Invalid(idField, "A token id lies outside the vocabulary.");
            sequence[i] = (int)ids[i];
        }

        return sequence;
    }

    private static void CheckOutputs(V2.ModelInferRequest request)
    {
        for (var i = 0; i < request.Outputs.Count; i++)
            if (request.Outputs[i].Name != Logits)
                throw ClassifierException.Invalid($"outputs[{i}].name", $"The only output is {Logits}.");
    }
}
