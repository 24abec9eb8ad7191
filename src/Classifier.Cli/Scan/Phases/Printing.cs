using System.Buffers;
using System.Collections.Concurrent;
using System.Threading.Channels;
using Classifier.Cli.Scan.Prints;
using Classifier.Cli.Scan.Records;
using Classifier.Cli.Scan.Walk;

namespace Classifier.Cli.Scan.Phases;

/// <summary>
/// Reads contents and makes their prints: a few readers, a worker a core, one recorder, with bounded channels between them, so
/// that memory depends on the number of workers and not on that of the files.
/// </summary>
internal sealed class Printing(ScanIndex index, Func<Printer> printers, int workers)
{
    /// <summary>Larger pictures are refused unread.</summary>
    public const int LargestPicture = 64 << 20;

    /// <summary>Larger texts are refused unread.</summary>
    public const int LargestText = 16 << 20;

    private const int MostReaders = 4;
    private const int PrintsWaiting = 256;

    private readonly ConcurrentBag<SkippedFile> _skipped = [];

    /// <summary>Contents that could not be read this time; the next scan tries again.</summary>
    public IReadOnlyCollection<SkippedFile> Skipped => _skipped;

    /// <summary>Sets the print of each content, except of those that are skipped, and records it.</summary>
    /// <param name="done">Called for each content, from any thread.</param>
    /// <remarks>When it is cancelled, what has been made by then is recorded before it throws.</remarks>
    public async Task RunAsync(IReadOnlyList<Content> contents, Action done, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var loaded = Channel.CreateBounded<Loaded>(workers + 2);
        var printed = Channel.CreateBounded<Printed>(PrintsWaiting);
        var next = -1;
        var reading = StageAsync(Math.Min(workers, MostReaders), stop, loaded.Writer, async () =>
        {
            while (Interlocked.Increment(ref next) is var i && i < contents.Count) await ReadAsync(contents[i], loaded.Writer, done, stop.Token);
        });
        var printing = StageAsync(workers, stop, printed.Writer, () => PrintAsync(loaded.Reader, printed.Writer, done, stop.Token));
        // Not cancelled: it ends when the workers have.
        var recording = Task.Run(async () =>
        {
            await foreach (var (content, print) in printed.Reader.ReadAllAsync(CancellationToken.None))
            {
                index.Add(content.First, print);
                content.Print = print;
                done();
            }
        }, CancellationToken.None);
        try
        {
            await Task.WhenAll(reading, printing, recording);
        }
        finally
        {
            while (loaded.Reader.TryRead(out var left)) left.Dispose();
        }
    }

    private static async Task StageAsync<T>(int tasks, CancellationTokenSource stop, ChannelWriter<T> output, Func<Task> run)
    {
        try
        {
            await Task.WhenAll(Enumerable.Range(0, tasks).Select(_ => Task.Run(async () =>
            {
                try
                {
                    await run();
                }
                catch
                {
                    // The other stages would wait for ever.
                    await stop.CancelAsync();
                    throw;
                }
            }, CancellationToken.None)));
        }
        finally
        {
            output.Complete();
        }
    }

    private async Task ReadAsync(Content content, ChannelWriter<Loaded> output, Action done, CancellationToken cancellation)
    {
        var file = content.First;
        try
        {
            var loaded = Load(content);
            await output.WriteAsync(loaded, cancellation);
        }
        catch (UnreadableException e)
        {
            _skipped.Add(new(file.Path, e.Message));
            done();
        }
    }

    private static Loaded Load(Content content)
    {
        var file = content.First;
        using var opened = OpenedFile.Open(file);
        var head = new byte[(int)Math.Min(Sniffer.HeadBytes, file.Size)];
        var kind = Sniffer.KindOf(head.AsSpan(0, opened.Read(head, 0)), file.Name);
        var most = kind switch
        {
            ContentKind.Picture => LargestPicture,
            ContentKind.Text => LargestText,
            _ => 0,
        };
        // Of other kinds the head says all.
        if (most == 0) return new Loaded(content, kind, head, head.Length, IsPooled: false);
        if (file.Size > most) throw new UnreadableException($"larger than {most >> 20} MiB");
        var bytes = ArrayPool<byte>.Shared.Rent(Math.Max(1, (int)file.Size));
        try
        {
            var length = opened.Read(bytes.AsSpan(0, (int)file.Size), 0);
            opened.RequireUnchanged();
            return new Loaded(content, kind, bytes, length, IsPooled: true);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(bytes);
            throw;
        }
    }

    private async Task PrintAsync(ChannelReader<Loaded> input, ChannelWriter<Printed> output, Action done, CancellationToken cancellation)
    {
        var printer = printers();
        await foreach (var loaded in input.ReadAllAsync(cancellation))
        {
            using (loaded)
            {
                try
                {
                    var print = await printer.PrintAsync(loaded.Kind, loaded.Bytes.AsMemory(0, loaded.Length), loaded.Content.First.Name, cancellation);
                    // Made is made: a cancellation now must not lose it.
                    await output.WriteAsync(new(loaded.Content, print), CancellationToken.None);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    // A fault in a decoder is about this file; the others are not made to pay for it.
                    _skipped.Add(new(loaded.Content.First.Path, $"decoding failed: {e.GetType().Name}"));
                    done();
                }
            }
        }
    }

    private readonly record struct Printed(Content Content, FilePrint Print);

    private sealed record Loaded(Content Content, ContentKind Kind, byte[] Bytes, int Length, bool IsPooled) : IDisposable
    {
        public void Dispose()
        {
            if (IsPooled) ArrayPool<byte>.Shared.Return(Bytes);
        }
    }
}
