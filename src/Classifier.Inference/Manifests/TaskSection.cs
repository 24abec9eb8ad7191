using Classifier.Core;

namespace Classifier.Inference.Manifests;

/// <summary>Reads <c>tasks</c>.</summary>
internal static class TaskSection
{
    private static readonly string[] TextHead = ["outputs", "threshold", "block_threshold"];
    private static readonly string[] ImageHead = [.. TextHead, "uncertain_from"];
    private static readonly string[] LogoHead = ["threshold", "block_threshold"];

    private static readonly (string Name, Direction Value)[] Directions =
        [("prompt", Direction.Prompt), ("tool_input", Direction.ToolInput), ("output", Direction.Output)];

    public static List<TaskManifest> Read(YamlSection root, List<ModelOutput> outputs, bool isImage)
    {
        var tasks = new List<TaskManifest>();
        string[] keys = isImage ? ["name", "label", "on_request", "otherwise", "directions", .. ImageHead] : ["name", "label", "on_request", "directions"];
        foreach (var section in root.Sections("tasks", keys))
        {
            var name = ManifestReader.Unique(section, "name", tasks.Select(t => t.Task.Name));
            if (!TaskKind.IsValid(name)) throw section.Failure("name", "must be 1 to 32 characters of a-z, 0-9, '-' and '_'");
            var otherwise = section.Has("otherwise") ? ManifestReader.Name(section, "otherwise") : TaskManifest.None;
            tasks.Add(new(new(name), ManifestReader.Name(section, "label"), Heads(section, outputs, isImage), otherwise, section.Has("on_request") && section.Flag("on_request")));
        }
        return tasks.Count > 0 ? tasks : throw root.Failure("tasks", "must not be empty");
    }

    /// <summary>The one task of the family <c>logo</c>: its score is made of a comparison and of no output.</summary>
    public static TaskManifest ReadLogo(YamlSection root)
    {
        var sections = root.Sections("tasks", ["name", "label", "on_request", "otherwise", "directions", .. LogoHead]);
        if (sections.Count != 1) throw root.Failure("tasks", "must be the one task 'logo'");
        var section = sections[0];
        if (section.Text("name") != TaskKind.Logo.Name) throw section.Failure("name", "must be 'logo'");
        var otherwise = section.Has("otherwise") ? ManifestReader.Name(section, "otherwise") : TaskManifest.None;
        var onRequest = section.Has("on_request") && section.Flag("on_request");
        return new(TaskKind.Logo, ManifestReader.Name(section, "label"), LogoHeads(section), otherwise, onRequest);
    }

    private static Dictionary<Direction, TaskHead> LogoHeads(YamlSection task)
    {
        if (!task.Has("directions"))
        {
            var head = LogoHeadOf(task);
            return Directions.ToDictionary(d => d.Value, _ => head);
        }
        foreach (var key in LogoHead)
            if (task.Has(key)) throw task.Failure(key, "stands with each direction or instead of them");
        var directions = task.Section("directions", "prompt", "tool_input", "output");
        return Directions.ToDictionary(d => d.Value, d => LogoHeadOf(directions.Section(d.Name, LogoHead)));
    }

    private static TaskHead LogoHeadOf(YamlSection section) => new([], Limits(section, isImage: true));

    /// <summary>One head a direction; an image task may have a single one for all of them.</summary>
    private static Dictionary<Direction, TaskHead> Heads(YamlSection task, List<ModelOutput> outputs, bool isImage)
    {
        if (isImage && !task.Has("directions"))
        {
            var head = Head(task, outputs, isImage);
            return Directions.ToDictionary(d => d.Value, _ => head);
        }
        foreach (var key in ImageHead)
            if (task.Has(key)) throw task.Failure(key, "stands with each direction or instead of them");
        var directions = task.Section("directions", "prompt", "tool_input", "output");
        return Directions.ToDictionary(d => d.Value, d => Head(directions.Section(d.Name, isImage ? ImageHead : TextHead), outputs, isImage));
    }

    private static TaskHead Head(YamlSection section, List<ModelOutput> outputs, bool isImage) => new(Indices(section, outputs), Limits(section, isImage));

    private static Thresholds Limits(YamlSection section, bool isImage)
    {
        var flag = section.Number("threshold", 0, 1);
        Score? block = isImage && !section.Has("block_threshold") ? null : new(section.Number("block_threshold", 0, 1));
        Score? uncertain = section.Has("uncertain_from") ? new(section.Number("uncertain_from", 0, 1)) : null;
        if (block?.Value < flag) throw section.Failure("block_threshold", "lies below threshold");
        if (uncertain?.Value > flag) throw section.Failure("uncertain_from", "lies above threshold");
        return new(new(flag), block, uncertain);
    }

    private static int[] Indices(YamlSection section, List<ModelOutput> outputs)
    {
        var names = section.Texts("outputs");
        if (names.Count == 0) throw section.Failure("outputs", "must not be empty");
        var indices = new int[names.Count];
        for (var i = 0; i < indices.Length; i++)
        {
            indices[i] = outputs.FindIndex(o => o.Name == names[i]);
            if (indices[i] < 0) throw section.Failure($"outputs[{i}]", "names no output of the model");
            if (indices.AsSpan(0, i).Contains(indices[i])) throw section.Failure($"outputs[{i}]", "is listed twice");
        }
        return indices;
    }
}
