using System.Collections.Concurrent;
using Classifier.Core;
using Classifier.Imaging.Decoding;
using Classifier.Imaging.Internal;
using Microsoft.Win32.SafeHandles;

namespace Classifier.Imaging.Workers;

/// <summary>
/// What runs inside a worker process: waits on standard input, decodes from one shared memory into another, answers on standard
/// output. Ends when the parent closes the pipe, also in the middle of a picture.
/// </summary>
public static class ImageWorker
{
    /// <summary>The verb by which a program lets itself be used as a worker.</summary>
    public const string Verb = "image-worker";

    private const int Refused = 2;
    private const int StandardInput = 0;
    private const int StandardOutput = 1;

    /// <param name="arguments">What follows the verb.</param>
    /// <returns>An exit code; 2 where a person called it.</returns>
    public static int Run(IReadOnlyList<string> arguments)
    {
        if (WorkerSettings.Parse(arguments) is not { } settings) return Refused;
        using var request = SharedMemory.Open(settings.RequestPath, settings.RequestBytes);
        using var reply = SharedMemory.Open(settings.ReplyPath, settings.ReplyBytes);
        using var answers = Pipe(StandardOutput, FileAccess.Write);
        using var orders = new BlockingCollection<WorkerRequest>();
        IPixelReader reader = settings.Decoder == ImageDecoderKind.ImageSharp
            ? new ImageSharpReader(settings.Limits)
            : new VipsReader(settings.Limits);
        WorkerWarmUp.Run(reader);
        new Thread(() => Listen(orders)) { IsBackground = true, Name = "orders" }.Start();
        var confinement = Confinement.Apply(settings);
        answers.Write([WorkerReply.Ready]);
        foreach (var order in orders.GetConsumingEnumerable())
        {
            confinement.AllowCpu();
            answers.Write(Serve(reader, order, request, reply));
        }

        return 0;
    }

    private static byte[] Serve(IPixelReader reader, in WorkerRequest order, SharedMemory request, SharedMemory reply)
    {
        try
        {
            var frames = new SharedFrames(reply);
            var shrunk = reader.Read(request.Slice(0, order.Length), order.Header, order.ToDecodeRequest(), frames);
            return WorkerReply.OfFrames(shrunk, frames.Sizes);
        }
        catch (ClassifierException e)
        {
            return WorkerReply.OfRefusal(e);
        }
        catch (OutOfMemoryException e)
        {
            return WorkerReply.OfRefusal(Faults.TooMuchMemory(e));
        }
    }

    private static void Listen(BlockingCollection<WorkerRequest> orders)
    {
        using var input = Pipe(StandardInput, FileAccess.Read);
        var order = new byte[WorkerRequest.Bytes];
        while (input.ReadAtLeast(order, order.Length, throwOnEndOfStream: false) == order.Length)
            orders.Add(WorkerRequest.Read(order));
        Posix.ExitNow(0);
    }

    // The console's own streams open terminals and keep descriptors at their first use.
    private static FileStream Pipe(int descriptor, FileAccess access) => new(new SafeFileHandle(descriptor, ownsHandle: false), access, bufferSize: 0);
}
