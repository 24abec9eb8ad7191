using Classifier.Inference.Manifests;
using Classifier.Inference.Sessions;
using Classifier.Inference.Tests.Support;
using CsCheck;

namespace Classifier.Inference.Tests.Sessions;

public sealed class PackedEncoderSessionTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly PackedEncoderGraph _graph;
    private readonly PackedEncoderSession _session;

    public PackedEncoderSessionTests()
    {
        _graph = Load(TinyEncoder.Build());
        _session = _graph.CreateSession();
    }

    private static readonly Gen<int[]> Sequence = Gen.Int[0, TinyEncoder.Vocabulary - 1].Array[1, TinyEncoder.MaxLength];

    [Fact]
    public void Run_gives_each_sequence_of_a_batch_the_logits_it_gets_alone()
    {
        Sequence.Array[1, 8].Sample(batch =>
        {
            var together = Scores(_session, batch);
            for (var i = 0; i < batch.Length; i++) AssertClose(Scores(_session, batch[i])[0], together[i]);
        }, iter: 40, threads: 1);
    }

    [Fact]
    public void Run_does_not_depend_on_the_order_of_a_batch()
    {
        Sequence.Array[2, 8].Sample(batch =>
        {
            var forwards = Scores(_session, batch);
            var backwards = Scores(_session, [.. batch.Reverse()]);
            for (var i = 0; i < batch.Length; i++) AssertClose(forwards[i], backwards[^(i + 1)]);
        }, iter: 30, threads: 1);
    }

    [Fact]
    public void Run_tells_sequences_apart()
    {
        var scores = Scores(_session, [1, 2, 3], [3, 2, 1], [4, 5, 6, 7]);

        Assert.NotEqual(scores[0], scores[1]);
        Assert.NotEqual(scores[0], scores[2]);
    }

    [Fact]
    public void Run_returns_the_cells_of_the_exact_grid_when_it_is_on_the_processor()
    {
        Assert.Equal(3 * 7, _session.Run([new int[7], new int[2], new int[5]], new float[3][]));
        Assert.Equal(0, _session.Run([], []));
    }

    [Theory]
    [InlineData(OnnxWriter.Int32)]
    [InlineData(OnnxWriter.Int64)]
    public void Run_takes_the_element_types_from_the_graph(int integers)
    {
        using var graph = Load(TinyEncoder.Build(integers: integers));
        using var session = graph.CreateSession();

        AssertClose(Scores(_session, [9, 8, 7])[0], Scores(session, [9, 8, 7])[0]);
    }

    [Fact]
    public void Run_reports_a_fault_when_a_logit_is_not_a_number_and_works_again_afterwards()
    {
        using var graph = Load(TinyEncoder.Build(notANumberFor: 13));
        using var session = graph.CreateSession();

        var fault = Assert.Throws<ModelFaultException>(() => Scores(session, [1, 2], [13]));

        Assert.Equal("tiny@1", fault.Model.ToString());
        Assert.Contains("not a finite number", fault.Message, StringComparison.Ordinal);
        AssertClose(Scores(_session, [1, 2])[0], Scores(session, [1, 2])[0]);
    }

    [Fact]
    public void Run_reports_a_fault_of_one_line_when_the_runtime_refuses_an_id()
    {
        var fault = Assert.Throws<ModelFaultException>(() => Scores(_session, [TinyEncoder.Vocabulary]));

        Assert.DoesNotContain('\n', fault.Message);
        Assert.NotNull(fault.InnerException);
        Assert.All(Scores(_session, [1])[0], v => Assert.True(float.IsFinite(v)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(TinyEncoder.MaxLength + 1)]
    public void Run_refuses_a_sequence_when_it_is_empty_or_too_long(int length) =>
        Assert.Throws<ModelFaultException>(() => Scores(_session, new int[length]));

    [Fact]
    public void Run_is_independent_in_each_session_when_sessions_share_a_graph()
    {
        var batches = Enumerable.Range(0, 60).Select(i => TinyModels.Sequence(new Random(i), 1 + i % 32).ToArray()).ToArray();
        var expected = batches.Select(b => Scores(_session, b)[0]).ToArray();

        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, worker =>
        {
            using var session = _graph.CreateSession();
            for (var i = 0; i < batches.Length; i++)
            {
                var at = (i * 7 + worker * 13) % batches.Length;
                AssertClose(expected[at], Scores(session, batches[at])[0]);
            }
        });
    }

    [Fact]
    public void Run_allocates_little_beyond_the_results_when_shapes_repeat()
    {
        ReadOnlyMemory<int>[] batch = [new int[20], new int[30], new int[10]];
        var results = new float[3][];
        for (var i = 0; i < 50; i++) _session.Run(batch, results);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) _session.Run(batch, results);
        var perRun = (GC.GetAllocatedBytesForCurrentThread() - before) / 100;

        Assert.InRange(perRun, 0, 3 * 64);
    }

    [Fact]
    public void Bucket_is_the_smallest_that_holds_the_length()
    {
        int[] buckets = [8, 16, 32];

        Assert.Equal([8, 8, 16, 32, 33], new[] { 1, 8, 9, 32, 33 }.Select(l => PackedEncoderSession.Bucket(buckets, l)));
    }

    public void Dispose()
    {
        _session.Dispose();
        _graph.Dispose();
        _directory.Dispose();
    }

    internal static float[][] Scores(PackedEncoderSession session, params int[][] batch)
    {
        var results = new float[batch.Length][];
        session.Run([.. batch.Select(b => (ReadOnlyMemory<int>)b)], results);
        return results;
    }

    private PackedEncoderGraph Load(byte[] graph) => PackedEncoderGraph.Load(_directory.File($"{Guid.NewGuid():n}.onnx", graph), Manifest, new("cpu", 1));

    private static ModelManifest Manifest { get; } = TinyModels.Manifest();

    private static void AssertClose(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.InRange(actual[i], expected[i] - 1e-4f, expected[i] + 1e-4f);
    }
}
