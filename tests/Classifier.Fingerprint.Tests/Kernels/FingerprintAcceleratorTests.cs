using Classifier.Fingerprint.Hashing;
using Classifier.Fingerprint.Kernels;
using Classifier.Fingerprint.Kernels.Internal;
using Classifier.Fingerprint.Tests.Pictures;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Classifier.Fingerprint.Tests.Kernels;

/// <summary>Choosing, checking and leaving a device; the device here is one that can be told to fail or to lie.</summary>
public sealed class FingerprintAcceleratorTests : IDisposable
{
    private readonly FaultyDevice _device = new();
    private readonly Lines _log = new();
    private readonly Picture _picture = GeneratedPicture.Draw(90, 70, 4);

    public void Dispose() => _device.Dispose();

    [Fact]
    public void A_device_that_passes_is_used()
    {
        using var accelerator = Over(_device);
        var before = _device.Calls;
        Assert.True(accelerator.OnDevice);
        Assert.Equal("faulty", accelerator.Name);
        accelerator.ComputePdq(_picture.Rgb, 90, 70);
        accelerator.FindNearest(RandomCodes.Draw(3, 1), RandomCodes.Draw(1, 2), 1, 256);
        accelerator.FindPairs(RandomCodes.Draw(3, 1), 100);
        Assert.Equal(before + 3, _device.Calls);
        Assert.Equal([6101], _log.Events);
    }

    [Fact]
    public void The_self_test_hashes_64_pictures()
    {
        using var accelerator = Over(_device);
        Assert.Equal(64, _device.Hashes);
    }

    [Theory]
    [InlineData(Fault.WrongHash)]
    [InlineData(Fault.WrongQuality)]
    [InlineData(Fault.WrongSearch)]
    [InlineData(Fault.WrongPairs)]
    [InlineData(Fault.Throws)]
    public void A_device_that_fails_the_self_test_is_not_used(Fault fault)
    {
        _device.Fault = fault;
        using var accelerator = Over(_device);
        Assert.False(accelerator.OnDevice);
        var before = _device.Calls;
        using var host = new HostCompute();
        Assert.Equal(host.ComputePdq(_picture.Rgb, 90, 70), accelerator.ComputePdq(_picture.Rgb, 90, 70));
        Assert.Equal(before, _device.Calls);
        Assert.Equal([6102], _log.Events);
    }

    [Fact]
    public void Work_goes_on_with_one_line_in_the_log_when_the_device_dies()
    {
        using var accelerator = Over(_device);
        using var host = new HostCompute();
        var codes = RandomCodes.Draw(40, 1);
        _device.Fault = Fault.Throws;
        var before = _device.Calls;
        Assert.Equal(host.ComputePdq(_picture.Rgb, 90, 70), accelerator.ComputePdq(_picture.Rgb, 90, 70));
        Assert.Equal(host.FindPairs(codes, 110), accelerator.FindPairs(codes, 110));
        Assert.Equal(host.FindNearest(codes, codes.AsSpan(0, 1), 3, 256)[0], accelerator.FindNearest(codes, codes.AsSpan(0, 1), 3, 256)[0]);
        Assert.False(accelerator.OnDevice);
        Assert.Equal(before + 1, _device.Calls);
        Assert.Equal([6101, 6102], _log.Events);
    }

    [Fact]
    public void Each_kind_of_work_survives_the_death_of_the_device()
    {
        using var host = new HostCompute();
        var codes = RandomCodes.Draw(40, 1);
        using (var accelerator = Over(_device))
        {
            _device.Fault = Fault.Throws;
            Assert.Equal(host.FindPairs(codes, 110), accelerator.FindPairs(codes, 110));
        }

        _device.Fault = Fault.None;
        using (var accelerator = Over(_device))
        {
            _device.Fault = Fault.Throws;
            Assert.Equal(host.FindNearest(codes, codes.AsSpan(0, 1), 3, 256)[0], accelerator.FindNearest(codes, codes.AsSpan(0, 1), 3, 256)[0]);
        }
    }

    [Fact]
    public void Wrong_arguments_are_the_callers_and_leave_the_device_in_use()
    {
        using var accelerator = Over(_device);
        Assert.Throws<ArgumentException>(() => accelerator.ComputePdq(new byte[5], 2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => accelerator.FindNearest([], [], 0, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => accelerator.FindNearest([], [], 1025, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => accelerator.FindNearest([], [], 1, 257));
        Assert.Throws<ArgumentOutOfRangeException>(() => accelerator.FindPairs([], -1));
        Assert.True(accelerator.OnDevice);
    }

    [Fact]
    public void Open_gives_the_processor_when_it_is_chosen()
    {
        using var accelerator = FingerprintAccelerator.Open(
            new() { Accelerator = AcceleratorChoice.Host }, NullLogger<FingerprintAccelerator>.Instance);
        Assert.False(accelerator.OnDevice);
        Assert.Equal(new PdqHasher().Compute(_picture.Rgb, 90, 70), accelerator.ComputePdq(_picture.Rgb, 90, 70));
    }

    [Fact]
    public void Open_never_fails_when_the_choice_is_automatic()
    {
        using var accelerator = FingerprintAccelerator.Open(new(), NullLogger<FingerprintAccelerator>.Instance);
        var expected = new PdqHasher().Compute(_picture.Rgb, 90, 70).Bits;
        Assert.InRange(expected.HammingDistance(accelerator.ComputePdq(_picture.Rgb, 90, 70).Bits), 0, 2);
    }

    [Fact]
    public void Options_are_checked_when_it_opens()
    {
        void Open(FingerprintAcceleratorOptions options) =>
            FingerprintAccelerator.Open(options, NullLogger<FingerprintAccelerator>.Instance).Dispose();
        Assert.Throws<ArgumentOutOfRangeException>(() => Open(new() { MaxDeviceBytes = 1 << 20 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Open(new() { MaxPairsPerLaunch = 100 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Open(new() { DeviceIndex = -1 }));
    }

    [Fact]
    public void Host_work_may_be_shared_by_threads()
    {
        using var host = new HostCompute();
        var expected = host.ComputePdq(_picture.Rgb, 90, 70);
        Parallel.For(0, 200, _ => Assert.Equal(expected, host.ComputePdq(_picture.Rgb, 90, 70)));
    }

    private FingerprintAccelerator Over(FaultyDevice device) => new(new HostCompute(), device, _log);

    public enum Fault
    {
        None,
        WrongHash,
        WrongQuality,
        WrongSearch,
        WrongPairs,
        Throws,
    }

    private sealed class FaultyDevice : IFingerprintCompute
    {
        private readonly HostCompute _inner = new();

        public Fault Fault { get; set; }

        public int Calls { get; private set; }

        public int Hashes { get; private set; }

        public string Name => "faulty";

        public ImageHash ComputePdq(ReadOnlySpan<byte> rgb, int width, int height)
        {
            Count();
            Hashes++;
            var hash = _inner.ComputePdq(rgb, width, height);
            return Fault switch
            {
                Fault.WrongHash when width > 100 => hash with { Bits = hash.Bits ^ new Hash256(7, 0, 0, 0) },
                Fault.WrongQuality => hash with { Quality = hash.Quality - 2 },
                _ => hash,
            };
        }

        public HammingMatch[][] FindNearest(ReadOnlySpan<Hash256> codes, ReadOnlySpan<Hash256> queries, int count, int radius)
        {
            Count();
            var found = _inner.FindNearest(codes, queries, count, radius);
            if (Fault == Fault.WrongSearch) found[^1] = found[^1][1..];
            return found;
        }

        public HammingPair[] FindPairs(ReadOnlySpan<Hash256> codes, int radius)
        {
            Count();
            var found = _inner.FindPairs(codes, radius);
            return Fault == Fault.WrongPairs ? found[1..] : found;
        }

        public void VisitPairs(ReadOnlySpan<Hash256> codes, int radius, Action<int, int> found, CancellationToken cancellation)
        {
            Count();
            _inner.VisitPairs(codes, radius, found, cancellation);
        }

        public void Dispose() => _inner.Dispose();

        private void Count()
        {
            Calls++;
            if (Fault == Fault.Throws) throw new InvalidOperationException("the device is gone");
        }
    }

    private sealed class Lines : ILogger
    {
        public List<int> Events { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel level, EventId id, TState state, Exception? error, Func<TState, Exception?, string> format) =>
            Events.Add(id.Id);
    }
}
