namespace Classifier.Inference.Tests.Support;

/// <summary>The manifest of the tiny model as text, to be bent by tests.</summary>
internal static class ManifestText
{
    public const string NoDigest = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <param name="graph">sha256 of <c>tiny.onnx</c>.</param>
    /// <param name="tokenizer">sha256 of <c>tokenizer.model</c>.</param>
    public static string Tiny(string graph = NoDigest, string tokenizer = NoDigest, string name = "tiny", string version = "1") => $$"""
        # A manifest for tests.
        name: {{name}}
        version: "{{version}}"
        family: packed-encoder
        licence: permissive
        outputs:
          - name: injection
            calibration: {slope: 1.5, offset: -0.25}
          - name: toxicity
            calibration: {slope: 1, offset: 0}
        tasks:
          - name: injection
            label: injection
            directions:
              prompt: {outputs: [injection], threshold: 0.5, block_threshold: 0.9}
              tool_input: {outputs: [injection, toxicity], threshold: 0.4, block_threshold: 0.8}
              output: {outputs: [injection], threshold: 1, block_threshold: 1}
          - name: toxicity
            label: toxic
            directions:
              prompt: {outputs: [toxicity], threshold: 0.5, block_threshold: 0.9}
              tool_input: {outputs: [toxicity], threshold: 0.5, block_threshold: 0.9}
              output: {outputs: [toxicity], threshold: 0.5, block_threshold: 0.9}
        variants:
          - name: cpu-float
            provider: cpu
            graph: {path: tiny.onnx, sha256: {{graph}}}
        files:
          tokenizer: {path: tokenizer.model, sha256: {{tokenizer}}}
        window: {tokens: 30, overlap: 8}
        limits: {max_length: 32, max_batch_items: 8, token_budget: 256, buckets: [8, 16, 32], vocabulary: 50}
        scheduling: {instances: 1, threads_per_instance: 1, max_delay_ms: 0}
        policy: {on_error: review}
        golden:
          path: golden.jsonl
          tolerance: {cpu-float: 0.0001}

        """;
}
