using Classifier.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Health.V1;
using Grpc.Reflection.V1Alpha;
using Inference;

namespace Classifier.Interop.Tests.Harness;

/// <summary>The FileDescriptorSet from which clients without generated code make their messages.</summary>
internal static class DescriptorSetFile
{
    private static readonly FileDescriptor[] Roots =
    [
        ClassifierServiceReflection.Descriptor,
        AdminServiceReflection.Descriptor,
        FingerprintServiceReflection.Descriptor,
        BrandServiceReflection.Descriptor,
        GRPCInferenceService.Descriptor.File,
        Health.Descriptor.File,
        ServerReflection.Descriptor.File,
        Status.Descriptor.File,
        BadRequest.Descriptor.File,
    ];

    public static async Task WriteAsync(string path)
    {
        await using var file = File.Create(path);
        Build().WriteTo(file);
    }

    /// <summary>All files that the services need, each after its imports.</summary>
    public static FileDescriptorSet Build()
    {
        var set = new FileDescriptorSet();
        var seen = new HashSet<string>();
        foreach (var root in Roots)
            Add(root);
        return set;

        void Add(FileDescriptor file)
        {
            if (!seen.Add(file.Name))
                return;
            foreach (var import in file.Dependencies)
                Add(import);
            set.File.Add(FileDescriptorProto.Parser.ParseFrom(file.SerializedData));
        }
    }
}
