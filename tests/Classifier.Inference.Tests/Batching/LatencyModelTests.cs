using Classifier.Inference.Batching;
using CsCheck;

namespace Classifier.Inference.Tests.Batching;

public sealed class LatencyModelTests
{
    private static readonly Gen<LatencyCoefficients> _planted =
        from a in Gen.Double[1e-6, 3e-4]
        from b in Gen.Double[2e-4, 8e-3]
        from c in Gen.Double[0, 2e-7]
        select new LatencyCoefficients(a, b, c);

    private static readonly (int Items, int Length)[] _shapes =
        [.. from n in new[] { 1, 2, 4, 8, 16, 32 } from l in new[] { 16, 48, 128, 256, 512 } select (n, l)];

    private static void AssertPredicts(LatencyCoefficients truth, LatencyModel model, double within) =>
        Assert.All(_shapes, s => Assert.InRange(model.Predict(s.Items, s.Length) / truth.Predict(s.Items, s.Length), 1 - within, 1 + within));

    [Fact]
    public void Seed_finds_planted_coefficients_from_exact_runs() => _planted.Sample(truth =>
    {
        var model = new LatencyModel();
        model.Seed([.. new[] { (1, 16), (8, 64), (4, 256), (2, 512) }.Select(s => new LatencySample(s.Item1, s.Item2, truth.Predict(s.Item1, s.Item2)))]);
        AssertPredicts(truth, model, 0.02);
    }, iter: 200);

    [Fact]
    public void Seed_goes_on_from_kept_coefficients_that_tell_the_runs_and_drops_those_that_do_not() =>
        Gen.Select(_planted, Gen.Double[0.75, 1.4], Gen.Bool).Sample((truth, drift, far) =>
        {
            var kept = far ? new LatencyCoefficients(truth.A * 2, truth.B * 2, truth.C * 2) : truth;
            var factor = far ? 1 : drift;
            var model = new LatencyModel();

            model.Seed([.. new[] { (1, 16), (4, 64), (1, 256) }.Select(s => new LatencySample(s.Item1, s.Item2, factor * truth.Predict(s.Item1, s.Item2)))], kept);

            // In the proportions that were kept, also far away from the runs; kept coefficients that are off leave no trace.
            Assert.All(_shapes, s => Assert.InRange(model.Predict(s.Items, s.Length) / truth.Predict(s.Items, s.Length) / factor, 0.97, 1.03));
        }, iter: 200);

    [Fact]
    public void Seed_from_kept_coefficients_is_not_turned_over_by_one_odd_run_of_a_small_shape()
    {
        var truth = new LatencyCoefficients(1e-4, 3e-3, 5e-8);
        var model = new LatencyModel();
        model.Seed([.. new[] { (1, 16), (4, 64), (1, 256) }.Select(s => new LatencySample(s.Item1, s.Item2, truth.Predict(s.Item1, s.Item2)))], truth);

        model.Observe(new(1, 16, 1.2 * truth.Predict(1, 16)));

        AssertPredicts(truth, model, 0.2);
    }

    [Fact]
    public void Observe_converges_to_planted_coefficients_with_noise_and_outliers() =>
        Gen.Select(_planted, Gen.Int).Sample((truth, seed) =>
        {
            var random = new Random(seed);
            var model = new LatencyModel(truth with { A = truth.A * 2, B = truth.B * 0.5, C = truth.C * 3 });
            for (var i = 0; i < 3000; i++)
            {
                var (n, l) = _shapes[random.Next(_shapes.Length)];
                var noise = random.Next(20) == 0 ? 10 : 0.97 + 0.06 * random.NextDouble();
                model.Observe(new(n, l, truth.Predict(n, l) * noise));
            }
            AssertPredicts(truth, model, 0.12);
        }, iter: 30);

    [Fact]
    public void Observe_starts_from_nothing()
    {
        var truth = new LatencyCoefficients(1e-4, 3e-3, 5e-8);
        var model = new LatencyModel();
        Assert.Equal(0, model.Predict(8, 64));
        for (var i = 0; i < 600; i++)
        {
            var (n, l) = _shapes[i * 7 % _shapes.Length];
            model.Observe(new(n, l, truth.Predict(n, l)));
        }
        AssertPredicts(truth, model, 0.05);
    }

    [Fact]
    public void Observe_follows_a_machine_that_became_twice_as_slow()
    {
        var truth = new LatencyCoefficients(1e-4, 3e-3, 5e-8);
        var model = new LatencyModel(truth);
        for (var i = 0; i < 300; i++) model.Observe(new(_shapes[i % 30].Items, _shapes[i % 30].Length, truth.Predict(_shapes[i % 30].Items, _shapes[i % 30].Length)));
        var slow = new LatencyCoefficients(2e-4, 6e-3, 1e-7);
        for (var i = 0; i < 400; i++) model.Observe(new(_shapes[i * 7 % 30].Items, _shapes[i * 7 % 30].Length, slow.Predict(_shapes[i * 7 % 30].Items, _shapes[i * 7 % 30].Length)));
        AssertPredicts(slow, model, 0.05);
    }

    [Fact]
    public void One_shape_for_a_long_time_does_not_unlearn_the_others()
    {
        var truth = new LatencyCoefficients(1e-4, 3e-3, 5e-8);
        var model = new LatencyModel(truth);
        for (var i = 0; i < 5000; i++) model.Observe(new(8, 64, truth.Predict(8, 64) * (i % 2 == 0 ? 1.02 : 0.98)));
        AssertPredicts(truth, model, 0.1);
    }

    [Fact]
    public void Whatever_is_observed_no_coefficient_is_negative_and_nothing_is_infinite() =>
        (from n in Gen.Int[1, 64]
         from l in Gen.Int[1, 512]
         from s in Gen.Double[-9, 3]
         select new LatencySample(n, l, Math.Pow(10, s))).Array[1, 200].Sample(samples =>
        {
            var model = new LatencyModel();
            foreach (var s in samples)
            {
                model.Observe(s);
                var c = model.Current;
                Assert.True(c is { A: >= 0, B: >= 0, C: >= 0, Spread: >= 0 } && double.IsFinite(c.A + c.B + c.C + c.Spread));
                Assert.True(model.Predict(1, 1) >= 0);
            }
        }, iter: 200);

    [Fact]
    public void Current_survives_export_and_import()
    {
        var model = new LatencyModel();
        model.Seed([new(1, 16, 0.01), new(8, 64, 0.05), new(4, 256, 0.2)]);
        Assert.Equal(model.Current, new LatencyModel(model.Current).Current);
    }

    [Fact]
    public void Seed_refuses_fewer_than_three_runs_and_times_that_are_none()
    {
        Assert.Throws<ArgumentException>(() => new LatencyModel().Seed([new(1, 1, 1), new(2, 2, 2)]));
        Assert.Throws<ArgumentException>(() => new LatencyModel().Seed([new(1, 1, 1), new(2, 2, 2), new(3, 3, 0)]));
        Assert.Throws<ArgumentException>(() => new LatencyModel().Observe(new(1, 1, double.NaN)));
        Assert.Throws<ArgumentException>(() => new LatencyModel(new(-1, 0, 0)));
        Assert.Throws<ArgumentException>(() => new LatencyModel(new(double.NaN, 0, 0)));
    }
}
