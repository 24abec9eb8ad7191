namespace Classifier.Imaging.Provenance;

/// <summary>
/// Names by which picture generators sign. Only names that are no everyday word ("Imagen" is Spanish, "Flux" a tool), since a
/// finding is to be right nearly always.
/// </summary>
internal static class GeneratorNames
{
    private static readonly string[] Known =
    [
        "Stable Diffusion", "DALL-E", "DALL·E", "DALLE", "Midjourney", "Adobe Firefly", "Firefly Image", "NovelAI", "ComfyUI", "InvokeAI",
        "Fooocus", "AUTOMATIC1111", "DreamStudio", "Leonardo.Ai", "Ideogram", "FLUX.1", "Bing Image Creator", "SwarmUI",
        "ChatGPT", "gpt-image", "GPT-4o", "Google Generative AI", "Google Gemini", "Stability AI", "StableStudio", "Draw Things",
        "Microsoft Designer", "Recraft", "Playground AI", "Krea AI",
    ];

    public static string? Find(string text) => Known.FirstOrDefault(name => ContainsWord(text, name));

    private static bool ContainsWord(string text, string name)
    {
        for (var at = 0; (at = text.IndexOf(name, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            var end = at + name.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetter(text[end]))) return true;
        }

        return false;
    }
}
