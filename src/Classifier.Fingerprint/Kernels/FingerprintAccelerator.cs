using Classifier.Core;
using Classifier.Fingerprint.Hashing;
using Classifier.Fingerprint.Kernels.Internal;
using ILGPU;
using ILGPU.Runtime.Cuda;
using Microsoft.Extensions.Logging;

namespace Classifier.Fingerprint.Kernels;

/// <summary>
/// Fingerprint work on a CUDA device, on the processor where there is none or where it fails. A device is used only once 64 hashes,
/// a search and a pairing have come out as on the processor; the first failure of a call moves this and all later work to the
/// processor, with one line in the log. Thread-safe.
/// </summary>
public sealed class FingerprintAccelerator : IFingerprintCompute
{
    private const int MaxCount = 1024;

    private readonly IFingerprintCompute _host;
    private readonly IFingerprintCompute? _device;
    private readonly ILogger _logger;
    private int _lost;

    internal FingerprintAccelerator(IFingerprintCompute host, IFingerprintCompute? device, ILogger logger)
    {
        (_host, _device, _logger) = (host, device, logger);
        if (device is null) return;
        try
        {
            if (AcceleratorSelfTest.Fault(device, host) is { } fault) Lose(fault);
            else Log.AcceleratorReady(logger, device.Name);
        }
        catch (Exception failure) when (IsOfDevice(failure))
        {
            Lose(failure.GetType().Name);
        }
    }

    /// <summary>The device in use, or the processor.</summary>
    public string Name => Active.Name;

    /// <summary>Why the device is in use no more, or never was; null where there is none or it works.</summary>
    public string? Fault { get; private set; }

    /// <summary>Whether a device is in use.</summary>
    public bool OnDevice => _device is not null && Volatile.Read(ref _lost) == 0;

    private IFingerprintCompute Active => OnDevice ? _device! : _host;

    /// <summary>Opens what the options choose.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A bound is too low.</exception>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: CUDA is demanded and no device is there.</exception>
    public static FingerprintAccelerator Open(FingerprintAcceleratorOptions options, ILogger<FingerprintAccelerator> logger)
    {
        options.Validate();
        var device = options.Accelerator == AcceleratorChoice.Host ? null : OpenCuda(options);
        if (device is null && options.Accelerator == AcceleratorChoice.Cuda)
            throw new ClassifierException(ErrorKind.Configuration, "No CUDA device is available for fingerprints.", "accelerator");
        return new FingerprintAccelerator(new HostCompute(), device, logger);
    }

    /// <inheritdoc/>
    public ImageHash ComputePdq(ReadOnlySpan<byte> rgb, int width, int height)
    {
        Hashing.Internal.PixelArguments.Check(rgb, width, height);
        if (OnDevice)
        {
            try
            {
                return _device!.ComputePdq(rgb, width, height);
            }
            catch (Exception failure) when (IsOfDevice(failure))
            {
                Lose(failure.GetType().Name);
            }
        }

        return _host.ComputePdq(rgb, width, height);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">Count or radius out of range.</exception>
    public HammingMatch[][] FindNearest(ReadOnlySpan<Hash256> codes, ReadOnlySpan<Hash256> queries, int count, int radius)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxCount);
        CheckRadius(radius);
        if (OnDevice)
        {
            try
            {
                return _device!.FindNearest(codes, queries, count, radius);
            }
            catch (Exception failure) when (IsOfDevice(failure))
            {
                Lose(failure.GetType().Name);
            }
        }

        return _host.FindNearest(codes, queries, count, radius);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The radius is out of range.</exception>
    public HammingPair[] FindPairs(ReadOnlySpan<Hash256> codes, int radius)
    {
        CheckRadius(radius);
        if (OnDevice)
        {
            try
            {
                return _device!.FindPairs(codes, radius);
            }
            catch (Exception failure) when (IsOfDevice(failure))
            {
                Lose(failure.GetType().Name);
            }
        }

        return _host.FindPairs(codes, radius);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The radius is out of range.</exception>
    public void VisitPairs(ReadOnlySpan<Hash256> codes, int radius, Action<int, int> found, CancellationToken cancellation)
    {
        CheckRadius(radius);
        if (OnDevice)
        {
            try
            {
                _device!.VisitPairs(codes, radius, found, cancellation);
                return;
            }
            catch (Exception failure) when (IsOfDevice(failure))
            {
                Lose(failure.GetType().Name);
            }
        }

        _host.VisitPairs(codes, radius, found, cancellation);
    }

    public void Dispose()
    {
        _device?.Dispose();
        _host.Dispose();
    }

    private static DeviceCompute? OpenCuda(FingerprintAcceleratorOptions options)
    {
        Context? context = null;
        try
        {
            context = Context.Create(builder => builder.Cuda());
            var devices = context.GetCudaDevices();
            if (devices.Count > options.DeviceIndex)
            {
                var compute = new DeviceCompute(context, devices[options.DeviceIndex].CreateAccelerator(context), options);
                context = null;
                return compute;
            }

            return null;
        }
        catch (Exception failure) when (IsOfDevice(failure))
        {
            // No driver, or one that this library can't use: the same as no device.
            return null;
        }
        finally
        {
            context?.Dispose();
        }
    }

    private static void CheckRadius(int radius)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(radius);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(radius, Hash256.BitCount);
    }

    // What is wrong with the caller's arguments was found before; running out of memory here, or a caller that gave up, is not the device's doing.
    private static bool IsOfDevice(Exception failure) => failure is not (OutOfMemoryException or OperationCanceledException);

    private void Lose(string reason)
    {
        if (Interlocked.Exchange(ref _lost, 1) != 0) return;
        Fault = $"{_device!.Name}: {reason}";
        Log.AcceleratorLost(_logger, _device.Name, reason);
    }
}
