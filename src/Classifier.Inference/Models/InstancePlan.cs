using Classifier.Inference.Manifests;
using Classifier.Inference.Sessions;

namespace Classifier.Inference.Models;

/// <summary>How many runs go on at once and how many threads each has.</summary>
internal readonly record struct InstancePlan(int Instances, int Threads)
{
    private const int MostInstances = 8;

    /// <summary>
    /// What the manifest leaves open (0) follows from the machine. On a processor one-thread instances up to eight cores,
    /// since two of one thread do more than one of two (docs/onnx-runtime.md); with more cores each instance gets a share.
    /// A device runs one batch at a time.
    /// </summary>
    public static InstancePlan Of(SchedulingManifest scheduling, string provider, int cores)
    {
        cores = Math.Max(1, cores);
        if (provider == SessionSettings.Cuda) return new(Math.Max(1, scheduling.Instances), Math.Max(1, scheduling.ThreadsPerInstance));
        var instances = scheduling.Instances > 0 ? scheduling.Instances
            : scheduling.ThreadsPerInstance > 0 ? Math.Max(1, cores / scheduling.ThreadsPerInstance)
            : Math.Min(cores, MostInstances);
        var threads = scheduling.ThreadsPerInstance > 0 ? scheduling.ThreadsPerInstance : Math.Max(1, cores / instances);
        return new(instances, threads);
    }
}
