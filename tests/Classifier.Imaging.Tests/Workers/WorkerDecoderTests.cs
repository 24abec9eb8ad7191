using System.Globalization;
using Classifier.Core;
using Classifier.Imaging.Decoding;
using Classifier.Imaging.Tests.Samples;
using Classifier.Imaging.Workers;
using Microsoft.Extensions.Time.Testing;

namespace Classifier.Imaging.Tests.Workers;

public sealed class WorkerDecoderTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ImageDecoderKind.Vips)]
    [InlineData(ImageDecoderKind.ImageSharp)]
    public async Task A_worker_gives_the_same_pixels_as_decoding_in_process(ImageDecoderKind kind)
    {
        using var workers = new WorkerDecoder(WorkerHost.Options(decoder: kind));
        IImageDecoder local = kind == ImageDecoderKind.Vips ? new VipsDecoder(new()) : new ImageSharpDecoder(new());
        var request = new DecodeRequest { MaxFrames = 3, ShrinkTo = 64 };
        foreach (var encoded in new[] { Pictures.Jpeg(300, 200), Pictures.Png(), Pictures.Webp(), Pictures.Gif(40, 30, 5) })
        {
            using var there = await workers.DecodeAsync(encoded, request, Stop);
            using var here = await local.DecodeAsync(encoded, request, Stop);

            Assert.Equal((here.Header, here.Shrunk, here.Frames.Count), (there.Header, there.Shrunk, there.Frames.Count));
            Assert.Equal(here.Places, there.Places);
            for (var i = 0; i < here.Frames.Count; i++)
                Assert.True(here.Frames[i].Pixels.SequenceEqual(there.Frames[i].Pixels));
        }
    }

    [Fact]
    public async Task A_worker_killed_in_the_middle_costs_that_request_alone()
    {
        using var decoder = new WorkerDecoder(WorkerHost.Options());
        await decoder.Ready;
        var worker = decoder.ProcessIds.Single();
        await Pause(worker);
        var lost = decoder.DecodeAsync(Pictures.Png(), DecodeRequest.Display, Stop).AsTask();
        await WaitUntilSent(worker);
        Signals.Send(worker, Signals.Kill);

        var error = await Assert.ThrowsAsync<ClassifierException>(() => lost);
        using var next = await decoder.DecodeAsync(Pictures.Png(), DecodeRequest.Display, Stop);

        Assert.Equal(ErrorKind.InvalidArgument, error.Kind);
        Assert.Equal((1, 0, 1, 1), Counts(decoder));
        Assert.NotEqual(worker, decoder.ProcessIds.Single());
    }

    [Fact]
    public async Task A_worker_that_hangs_is_ended_when_the_time_is_over()
    {
        var time = new FakeTimeProvider();
        using var decoder = new WorkerDecoder(WorkerHost.Options(), time);
        await decoder.Ready;
        var worker = decoder.ProcessIds.Single();
        await Pause(worker);
        var lost = decoder.DecodeAsync(Pictures.Png(), DecodeRequest.Display, Stop).AsTask();
        await WaitUntilSent(worker);
        // The timer is set right after the picture is sent.
        while (!lost.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(11));
            await Task.Yield();
        }

        var error = await Assert.ThrowsAsync<ClassifierException>(() => lost);
        using var next = await decoder.DecodeAsync(Pictures.Png(), DecodeRequest.Display, Stop);

        Assert.Equal(ErrorKind.InvalidArgument, error.Kind);
        Assert.Equal((0, 1, 1, 1), Counts(decoder));
    }

    [Fact]
    public async Task A_worker_that_died_while_idle_costs_nobody_anything()
    {
        using var decoder = new WorkerDecoder(WorkerHost.Options());
        await decoder.Ready;
        var worker = decoder.ProcessIds.Single();
        Signals.Send(worker, Signals.Kill);
        await WaitUntilGone(worker);

        using var image = await decoder.DecodeAsync(Pictures.Png(), DecodeRequest.Display, Stop);

        Assert.Equal((1, 0, 1, 1), Counts(decoder));
    }

    [Fact]
    public async Task Many_callers_each_get_their_own_picture()
    {
        using var decoder = new WorkerDecoder(WorkerHost.Options(2));
        await Parallel.ForAsync(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Stop }, async (i, cancellation) =>
        {
            var (width, height) = (10 + (i % 50), 10 + (i % 31));
            using var image = await decoder.DecodeAsync(Pictures.Png(width, height, i), DecodeRequest.Display, cancellation);
            Assert.True(Pictures.Pixels(width, height, i).AsSpan().SequenceEqual(image.First.Pixels));
        });

        Assert.Equal((200, 0), (decoder.Snapshot.Decoded, decoder.Snapshot.Waiting));
    }

    [Fact]
    public async Task Pictures_beyond_the_queue_are_refused_at_once_and_waiting_ones_can_be_cancelled()
    {
        var options = WorkerHost.Options();
        options.Workers.MaxQueued = 1;
        using var decoder = new WorkerDecoder(options);
        using var cancel = new CancellationTokenSource();
        await decoder.Ready;
        var worker = decoder.ProcessIds.Single();
        await Pause(worker);
        var first = decoder.DecodeAsync(Pictures.Png(), DecodeRequest.Display, Stop).AsTask();
        await WaitUntilSent(worker);
        var second = decoder.DecodeAsync(Pictures.Png(), DecodeRequest.Display, cancel.Token).AsTask();

        var refused = await Assert.ThrowsAsync<ClassifierException>(async () => await decoder.DecodeAsync(Pictures.Png(), DecodeRequest.Display, Stop));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Signals.Send(worker, Signals.Continue);
        using var image = await first;

        Assert.Equal(ErrorKind.Overloaded, refused.Kind);
        Assert.Equal((1, 1), (decoder.Snapshot.Decoded, decoder.Snapshot.Overloaded));
    }

    [Fact]
    public async Task A_picture_that_needs_more_memory_than_allowed_is_refused_and_the_next_decoded()
    {
        var options = WorkerHost.Options(decoder: ImageDecoderKind.ImageSharp);
        options.Workers.MemoryLimit = 128L << 20;
        using var decoder = new WorkerDecoder(options);
        // 60 million pixels of four bytes: more than the worker may have.
        var error = await Assert.ThrowsAsync<ClassifierException>(
            async () => await decoder.DecodeAsync(Bombs.Png(10_000, 6_000), DecodeRequest.Display, Stop));
        using var next = await decoder.DecodeAsync(Pictures.Png(), DecodeRequest.Display, Stop);

        Assert.True(error.Kind is ErrorKind.TooLarge or ErrorKind.InvalidArgument);
        Assert.Equal(96, next.First.Width);
    }

    [Fact]
    public async Task A_workers_memory_does_not_grow_with_the_number_of_pictures()
    {
        // With a profile, transparency and a turn, so that every step of the pipeline runs; 300 pictures of 3 MB outgrow a leak's 192 MiB.
        var options = WorkerHost.Options();
        options.Workers.MemoryLimit = 192L << 20;
        using var decoder = new WorkerDecoder(options);
        using var turned = Pictures.Rgb(1000, 1000).Bandjoin(128).Mutate(to => to.Set(NetVips.GValue.GIntType, "orientation", 6));
        using var tagged = turned.IccTransform("p3", inputProfile: "srgb");
        var encoded = tagged.WebpsaveBuffer(q: 80, effort: 0);
        for (var i = 0; i < 300; i++)
            (await decoder.DecodeAsync(encoded, DecodeRequest.Display, Stop)).Dispose();

        Assert.Equal((0, 0, 300, 0), Counts(decoder));
    }

    [Fact]
    public async Task A_worker_is_confined_and_keeps_the_few_descriptors_that_its_runtime_needs()
    {
        using var decoder = new WorkerDecoder(WorkerHost.Options());
        await decoder.Ready;
        var worker = decoder.ProcessIds.Single();
        var limits = (await File.ReadAllLinesAsync($"/proc/{worker}/limits", Stop)).ToDictionary(line => line[..26].Trim(), line => line[26..47].Trim());
        var open = Directory.GetFileSystemEntries($"/proc/{worker}/fd").Max(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture)) + 1;

        Assert.Equal(("0", "0"), (limits["Max file size"], limits["Max core file size"]));
        Assert.InRange(int.Parse(limits["Max open files"], CultureInfo.InvariantCulture), open + 2, open + 8);
        Assert.InRange(int.Parse(limits["Max cpu time"], CultureInfo.InvariantCulture), 10, 20);
        Assert.True(long.TryParse(limits["Max address space"], out _));
        Assert.Contains("NoNewPrivs:\t1", await File.ReadAllLinesAsync($"/proc/{worker}/status", Stop));
        Assert.DoesNotContain("CLASSIFIER_", await File.ReadAllTextAsync($"/proc/{worker}/environ", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_is_no_worker_fails_each_request_and_never_hangs()
    {
        var options = WorkerHost.Options();
        options.Workers.Command = ["/bin/true"];
        using var decoder = new WorkerDecoder(options);

        var start = await Assert.ThrowsAsync<ClassifierException>(() => decoder.Ready);
        var error = await Assert.ThrowsAsync<ClassifierException>(async () => await decoder.DecodeAsync(Pictures.Png(), DecodeRequest.Display, Stop));

        Assert.Equal((ErrorKind.ModelUnavailable, ErrorKind.ModelUnavailable), (start.Kind, error.Kind));
    }

    [Fact]
    public async Task Disposing_ends_the_processes_and_what_waits()
    {
        var decoder = new WorkerDecoder(WorkerHost.Options());
        await decoder.Ready;
        var worker = decoder.ProcessIds.Single();
        await Pause(worker);
        Task[] waiting = [.. Enumerable.Range(0, 3).Select(_ => decoder.DecodeAsync(Pictures.Png(), DecodeRequest.Display, Stop).AsTask())];
        await WaitUntilSent(worker);
        decoder.Dispose();

        foreach (var task in waiting)
            Assert.Equal(ErrorKind.ShuttingDown, (await Assert.ThrowsAsync<ClassifierException>(() => task)).Kind);
        Assert.False(Directory.Exists($"/proc/{worker}"));
        await Assert.ThrowsAsync<ClassifierException>(async () => await decoder.DecodeAsync(Pictures.Png(), DecodeRequest.Display, Stop));
    }

    [Fact]
    public void A_worker_called_by_hand_says_so_by_its_exit_code() => Assert.Equal(2, ImageWorker.Run(["nonsense"]));

    private static (long Crashes, long Hangs, long Decoded, long Restarts) Counts(WorkerDecoder decoder) =>
        (decoder.Snapshot.Crashes, decoder.Snapshot.Hangs, decoder.Snapshot.Decoded, decoder.Snapshot.Restarts);

    // A stopped worker leaves the order in its pipe: the kernel tells how many bytes wait there.
    private static Task WaitUntilSent(int worker) => Until(() => Pipes.Unread($"/proc/{worker}/fd/0") > 0);

    // Every thread has to have stopped, or one of them still takes the order.
    private static Task Pause(int worker)
    {
        Signals.Send(worker, Signals.Stop);
        return Until(() => Directory.GetFiles($"/proc/{worker}/task", "stat", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 })
            .All(stat => File.ReadAllText(stat).Split(") ")[1][0] == 'T'));
    }

    private static Task WaitUntilGone(int worker) => Until(() => !Directory.Exists($"/proc/{worker}"));

    private static async Task Until(Func<bool> holds)
    {
        while (!holds())
        {
            Stop.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
