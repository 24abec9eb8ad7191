namespace Classifier.Imaging.Provenance;

/// <summary>The settings that generators write into text chunks and comments. Only their presence is told: the rest is a prompt.</summary>
internal static class GeneratorTexts
{
    public static void Read(string key, string text, List<ProvenanceFinding> findings)
    {
        if (Tool(key, text) is { } tool)
            findings.Add(new(ProvenanceKind.GeneratorParameters, ProvenanceStrength.Generated, tool + " parameters"));
        else if (key is "Software" or "Source" or "Title" && GeneratorNames.Find(text) is { } name)
            findings.Add(new(ProvenanceKind.Software, ProvenanceStrength.Generated, name));
    }

    /// <summary>The infotext of AUTOMATIC1111 and its kin: "Steps: 20, Sampler: Euler a, CFG scale: 7, …".</summary>
    public static bool IsInfotext(string text) =>
        text.Contains("Steps: ", StringComparison.Ordinal)
        && (text.Contains("Sampler: ", StringComparison.Ordinal) || text.Contains("CFG scale: ", StringComparison.Ordinal));

    private static string? Tool(string key, string text) => key switch
    {
        "parameters" when IsInfotext(text) => "AUTOMATIC1111",
        "parameters" when Has(text, "\"sui_image_params\"") => "SwarmUI",
        "prompt" when Has(text, "\"class_type\"") => "ComfyUI",
        "workflow" when Has(text, "\"nodes\"") && Has(text, "\"links\"") => "ComfyUI",
        "invokeai_metadata" or "invokeai_graph" or "sd-metadata" => "InvokeAI",
        "fooocus_scheme" => "Fooocus",
        "Comment" when Has(text, "\"sampler\"") && Has(text, "\"steps\"") && Has(text, "\"seed\"") => "NovelAI",
        _ => null,
    };

    private static bool Has(string text, string word) => text.Contains(word, StringComparison.Ordinal);
}
