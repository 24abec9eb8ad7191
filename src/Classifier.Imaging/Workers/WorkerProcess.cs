using System.Diagnostics;
using System.Globalization;
using Classifier.Imaging.Decoding;
using Classifier.Imaging.Internal;

namespace Classifier.Imaging.Workers;

/// <summary>One worker process with its two pieces of shared memory. Used by one thread; <see cref="Kill"/> by any.</summary>
internal sealed class WorkerProcess : IDisposable
{
    /// <summary>Shared memory that stays resident between pictures, in bytes.</summary>
    private const long Kept = 24L << 20;

    private readonly Process _process;
    private readonly SharedMemory _request;
    private readonly SharedMemory _reply;
    private readonly byte[] _head = new byte[WorkerReply.HeadBytes];

    private WorkerProcess(Process process, SharedMemory request, SharedMemory reply) => (_process, _request, _reply) = (process, request, reply);

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts the program; <see cref="AwaitReady"/> says when it can be used.</summary>
    public static WorkerProcess Start(IReadOnlyList<string> command, ImagingOptions options)
    {
        var limits = Limits.Of(options);
        var request = SharedMemory.Create("classifier-request", limits.Bytes);
        SharedMemory? reply = null;
        try
        {
            reply = SharedMemory.Create("classifier-pixels", 3 * limits.Pixels);
            var settings = new WorkerSettings(
                request.Path, request.Size, reply.Path, reply.Size, options.Decoder, limits, options.Workers.MemoryLimit,
                (int)Math.Ceiling(options.Workers.TimeLimit.TotalSeconds));
            var process = Process.Start(StartInfo(command, settings)) ?? throw new InvalidOperationException("no process");
            // What a library grumbles about a picture is nobody's business, but the pipe must not fill.
            process.BeginErrorReadLine();
            return new WorkerProcess(process, request, reply);
        }
        catch
        {
            request.Dispose();
            reply?.Dispose();
            throw;
        }
    }

    /// <exception cref="EndOfStreamException">The worker ended instead.</exception>
    public void AwaitReady()
    {
        ReadExactly(_head.AsSpan(0, 1));
        if (_head[0] != WorkerReply.Ready) throw new InvalidDataException("The program is no image worker.");
    }

    /// <summary>Hands a picture over.</summary>
    /// <exception cref="IOException">The worker is gone and has seen nothing.</exception>
    public void Send(ReadOnlySpan<byte> encoded, in WorkerRequest request)
    {
        encoded.CopyTo(_request.Slice(0, encoded.Length));
        Span<byte> order = stackalloc byte[WorkerRequest.Bytes];
        request.Write(order);
        var input = _process.StandardInput.BaseStream;
        input.Write(order);
        input.Flush();
    }

    /// <summary>Waits for the answer to <see cref="Send"/> and copies the pixels out.</summary>
    /// <exception cref="EndOfStreamException">The worker ended.</exception>
    /// <exception cref="InvalidDataException">The answer is none that a sound worker gives.</exception>
    /// <exception cref="Core.ClassifierException">The worker refuses the picture.</exception>
    public DecodedImage Receive(in WorkerRequest request, Limits limits)
    {
        ReadExactly(_head);
        var count = BitConverter.ToInt32(_head, 2);
        if (_head[0] == WorkerReply.Refused && count is >= 0 and <= WorkerReply.MaxWords)
        {
            Span<byte> words = stackalloc byte[count];
            ReadExactly(words);
            throw WorkerReply.ToRefusal(_head[1], words);
        }

        if (_head[0] != WorkerReply.Frames || count < 1 || count > request.MaxFrames) throw new InvalidDataException("Unexpected answer.");
        var sizes = new byte[count * WorkerReply.FrameBytes];
        ReadExactly(sizes);
        return Copy(request, _head[1] != 0, sizes, limits);
    }

    /// <summary>Gives large pictures' memory back.</summary>
    public void Trim(int encoded, long pixels)
    {
        _request.Trim(encoded, Kept);
        _reply.Trim(pixels, Kept);
    }

    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
    }

    public void Dispose()
    {
        Kill();
        _process.WaitForExit();
        _process.Dispose();
        _request.Dispose();
        _reply.Dispose();
    }

    private DecodedImage Copy(in WorkerRequest request, bool shrunk, ReadOnlySpan<byte> sizes, Limits limits)
    {
        using var frames = new RentedFrames();
        var at = 0L;
        for (var i = 0; i < sizes.Length; i += WorkerReply.FrameBytes)
        {
            var (width, height) = (BitConverter.ToInt32(sizes[i..]), BitConverter.ToInt32(sizes[(i + 4)..]));
            if (width < 1 || height < 1 || (long)width * height > limits.Pixels || at + (3L * width * height) > _reply.Size)
                throw new InvalidDataException("Impossible size.");
            var room = frames.Next(width, height);
            _reply.Slice(at, room.Length).CopyTo(room);
            at += room.Length;
        }

        var taken = frames.Take();
        return new(request.Header, shrunk, taken) { Places = FrameSampling.Given(request.Header, request.MaxFrames, taken.Count) };
    }

    private void ReadExactly(Span<byte> to) => _process.StandardOutput.BaseStream.ReadExactly(to);

    private static ProcessStartInfo StartInfo(IReadOnlyList<string> command, WorkerSettings settings)
    {
        var start = new ProcessStartInfo(command[0], [.. command.Skip(1), .. settings.ToArguments()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Secrets of the server's environment stay out of reach of a hostile picture.
        var own = start.Environment.Where(variable => Inherited(variable.Key)).ToList();
        start.Environment.Clear();
        foreach (var (name, value) in own)
            start.Environment[name] = value;
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x" + settings.Memory.ToString("X", CultureInfo.InvariantCulture);
        start.Environment["MALLOC_ARENA_MAX"] = "2";
        start.Environment["VIPS_WARNING"] = "0";
        return start;
    }

    private static bool Inherited(string name) =>
        name is "PATH" or "HOME" or "TMPDIR" or "LANG" or "TZ" or "LD_LIBRARY_PATH" or "DOTNET_ROOT" or "DOTNET_ROOT_X64"
            or "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT";
}
