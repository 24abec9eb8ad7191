using Classifier.Cli.Json;
using Classifier.Core;
using Classifier.Fingerprint.Kernels;
using Microsoft.Extensions.Logging.Abstractions;

namespace Classifier.Cli.Doctor;

/// <summary>Opens the device for fingerprints as the server does: self-test, then how fast it is beside the processor.</summary>
internal static class FingerprintExamination
{
    /// <summary>The device of a machine where one was demanded and none is there.</summary>
    public const string None = "none";

    public static FingerprintRecord Run(FingerprintAcceleratorOptions options)
    {
        try
        {
            using var accelerator = FingerprintAccelerator.Open(options, NullLogger<FingerprintAccelerator>.Instance);
            var pairs = new AcceleratedPairs(accelerator, TimeProvider.System, NullLogger<AcceleratedPairs>.Instance);
            return new(accelerator.Name, accelerator.OnDevice, pairs.DeviceFrom, accelerator.Fault);
        }
        catch (ClassifierException e)
        {
            return new(None, false, null, e.Message);
        }
    }
}
