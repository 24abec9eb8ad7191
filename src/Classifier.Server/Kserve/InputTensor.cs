using System.Runtime.InteropServices;
using Classifier.Core;
using V2 = global::Inference;

namespace Classifier.Server.Kserve;

/// <summary>One INT64 input of a request, wherever its values stand.</summary>
internal readonly struct InputTensor
{
    private readonly V2.ModelInferRequest _request;
    private readonly int _index;

    private InputTensor(V2.ModelInferRequest request, int index) => (_request, _index) = (request, index);

    public string Field => $"inputs[{_index}]";

    private V2.ModelInferRequest.Types.InferInputTensor Input => _request.Inputs[_index];

    /// <exception cref="ClassifierException">It is missing or given twice, or is not INT64.</exception>
    public static InputTensor Find(V2.ModelInferRequest request, string name)
    {
        var index = -1;
        for (var i = 0; i < request.Inputs.Count; i++)
        {
            if (request.Inputs[i].Name != name) continue;
            if (index >= 0) throw ClassifierException.Invalid($"inputs[{i}].name", $"{name} is given twice.");
            index = i;
        }

        if (index < 0) throw ClassifierException.Invalid("inputs", $"{name} is missing.");
        return request.Inputs[index].Datatype == "INT64"
            ? new InputTensor(request, index)
            : throw ClassifierException.Invalid($"inputs[{index}].datatype", $"{name} is INT64.");
    }

    /// <exception cref="ClassifierException">It has not two dimensions, or one is out of bounds.</exception>
    public (int Rows, int Length) Shape(int maxRows, int maxLength)
    {
        if (Input.Shape.Count != 2 || Input.Shape[0] is < 1 || Input.Shape[1] is < 1 || Input.Shape[0] > maxRows || Input.Shape[1] > maxLength)
            throw ClassifierException.Invalid($"{Field}.shape", $"The shape is [rows, tokens] with 1 to {maxRows} rows and 1 to {maxLength} tokens.");
        return ((int)Input.Shape[0], (int)Input.Shape[1]);
    }

    /// <exception cref="ClassifierException">They are not as many as the shape says, or stand in both places.</exception>
    public ReadOnlySpan<long> Values(int count)
    {
        var typed = Input.Contents?.Int64Contents;
        if (_request.RawInputContents.Count == 0)
        {
            if (typed is null || typed.Count != count)
                throw ClassifierException.Invalid($"{Field}.contents.int64_contents", $"The shape asks for {count} values.");
            return typed.ToArray();
        }

        if (Input.Contents is not null) throw ClassifierException.Invalid($"{Field}.contents", "Raw contents and typed contents exclude each other.");
        if (_request.RawInputContents.Count != _request.Inputs.Count)
            throw ClassifierException.Invalid("raw_input_contents", "There is one entry an input.");
        var raw = _request.RawInputContents[_index].Span;
        if (raw.Length != count * sizeof(long))
            throw ClassifierException.Invalid($"raw_input_contents[{_index}]", $"The shape asks for {count * sizeof(long)} bytes.");
        // Every machine that ONNX Runtime runs on here is little-endian, as the wire is.
        return MemoryMarshal.Cast<byte, long>(raw);
    }
}
