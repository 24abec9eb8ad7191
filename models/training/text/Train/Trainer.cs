using System.Diagnostics;
using System.Globalization;
using Classifier.Training.Text.Data;
using Classifier.Training.Text.Model;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Classifier.Training.Text.Train;

/// <summary>The loop: cosine over the time given, so that a run ends when it was told to however busy the machine is.</summary>
internal sealed class Trainer(Options options, Tokeniser tokeniser, Device device)
{
    private const double Smoothing = 0.02;
    private const double WarmUp = 0.05;
    private const double AverageDecay = 0.98;

    private readonly string _log = Path.Combine(options.Out, "train.log");

    public void Run()
    {
        Directory.CreateDirectory(options.Out);
        var corpus = new Corpus(options);
        var weights = Start(options, device);
        var moving = weights.Unfreeze(options.Number("freeze-layers", 0));
        var optimiser = new AdamW(moving);
        var average = moving.ToDictionary(p => p.Key, p => p.Value.detach().clone());
        var state = (options.Has("resume") ? Checkpoint.Load(options.Out, weights, optimiser, average) : null) ?? new RunState();

        Log($"train rows {corpus.TrainRows}, validation rows {corpus.Validation.Count}, step {state.Step}");
        Loop(corpus, weights, optimiser, average, state);
        Checkpoint.Save(options.Out, state, weights, optimiser, average);
        File.WriteAllText(Path.Combine(options.Out, "done"), "");
        Log($"done: {state.Step} steps, {state.Tokens} tokens, {state.Seconds:F0} s");
    }

    public static Weights Start(Options options, Device device) => options.FromBase
        ? Model.Weights.FromBase(options.Weights, options.Seed, device)
        : Model.Weights.FromCheckpoint(options.Weights, Path.Combine(options.Weights, "finetuned.q8.safetensors"), device);

    private void Loop(Corpus corpus, Weights weights, AdamW optimiser, Dictionary<string, Tensor> average, RunState state)
    {
        var budget = options.Real("minutes", 60) * 60;
        var tokenBudget = options.Real("tokens", double.PositiveInfinity);
        var rate = options.Real("rate", options.FromBase ? 1.2e-4 : 5e-5);
        var every = options.Real("checkpoint-minutes", 8) * 60;
        var tokensPerBatch = options.Number("batch-tokens", 3072);
        var saved = state.Seconds;
        var meters = new Meters();
        var plan = Plan.Epoch(corpus, tokeniser, tokensPerBatch, options.Seed + state.Epoch);
        Log($"epoch {state.Epoch}: {plan.Count} batches, {plan.Sum(b => (long)b.Batch.Ids.Length)} tokens");
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var progress = Math.Max(state.Seconds / budget, state.Tokens / tokenBudget);
            if (progress >= 1)
            {
                return;
            }

            if (state.Batch == plan.Count)
            {
                (state.Epoch, state.Batch) = (state.Epoch + 1, 0);
                plan = Plan.Epoch(corpus, tokeniser, tokensPerBatch, options.Seed + state.Epoch);
            }

            var (batch, rows) = plan[state.Batch++];
            state.Step++;
            var pace = rate * Math.Min(1, progress / WarmUp + 0.02) * (0.02 + (0.98 * 0.5 * (1 + Math.Cos(Math.PI * progress))));
            meters.Add(Step(weights, optimiser, batch, rows, state.Step, pace));
            Follow(average, weights, state.Step);
            state.Tokens += (long)batch.Mask.Sum();
            state.Seconds += clock.Elapsed.TotalSeconds;
            clock.Restart();
            if (state.Step % 10 == 0)
            {
                Log(string.Create(CultureInfo.InvariantCulture, $"step {state.Step} epoch {state.Epoch} {progress:P1} rate {pace:E2} {state.Tokens / state.Seconds:F0} tokens/s {meters.Flush()}"));
            }

            if (state.Seconds - saved > every)
            {
                saved = state.Seconds;
                Checkpoint.Save(options.Out, state, weights, optimiser, average);
                clock.Restart();
            }
        }
    }

    private double[] Step(Weights weights, AdamW optimiser, Batch batch, Example[] rows, int step, double rate)
    {
        using var scope = NewDisposeScope();
        var targets = tensor(rows.SelectMany(r => r.Targets).ToArray(), [rows.Length, Heads.Count], device: device);
        var shares = tensor(rows.SelectMany(r => r.Weights).ToArray(), [rows.Length, Heads.Count], device: device);
        var smooth = (targets * (1 - Smoothing)) + (Smoothing / 2);
        var losses = F.binary_cross_entropy_with_logits(Encoder.Forward(weights, batch), smooth, reduction: nn.Reduction.None) * shares;
        var loss = losses.sum() / shares.sum().clamp_min(1);
        loss.backward();
        var norm = optimiser.Step(step, rate, rate * (options.FromBase ? 4 : 2));
        using var none = no_grad();
        var byHead = (losses.sum(dim: 0L) / shares.sum(dim: 0L).clamp_min(1e-6)).cpu().data<float>().ToArray();
        return [norm, .. byHead.Select(v => (double)v)];
    }

    private static void Follow(Dictionary<string, Tensor> average, Weights weights, int step)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var decay = Math.Min(AverageDecay, (step + 1.0) / (step + 10.0));
        foreach (var (name, tensor) in average)
        {
            tensor.mul_(decay).add_(weights[name].detach(), 1 - decay);
        }
    }

    private void Log(string line)
    {
        var stamped = $"{DateTime.UtcNow:HH:mm:ss} {line}";
        Console.WriteLine(stamped);
        File.AppendAllText(_log, stamped + "\n");
    }
}
