using System.Text;
using Classifier.Core;
using Classifier.Inference;
using Classifier.Pipeline;
using Classifier.Server.Calls;

namespace Classifier.Server.Classification;

/// <summary>Reads requests off the wire and refuses what is malformed, naming the field.</summary>
internal sealed class RequestReader(IContentClassifier classifier, IModelCatalog catalog, ServerOptions options)
{
    private const int MaxParts = 64;
    private const int MaxTasks = 32;
    private const int MaxLabels = 16;
    private const int MaxLabelBytes = 64;
    private const int MaxOutputIdBytes = 128;
    private const int MaxRetriggerBytes = 256;
    private const int MaxBrandBytes = 128;
    private const int MaxDomainBytes = 253;

    /// <exception cref="ClassifierException"><see cref="ErrorKind.InvalidArgument"/>.</exception>
    public ClassificationRequest Read(V1.ClassifyRequest request, Caller caller)
    {
        if (request.Item is null || request.Item.Parts.Count is 0 or > MaxParts)
            throw ClassifierException.Invalid("item.parts", $"An item has 1 to {MaxParts} parts.");
        var parts = new ContentPart[request.Item.Parts.Count];
        for (var i = 0; i < parts.Length; i++) parts[i] = ReadPart(request.Item.Parts[i], i);
        return ReadContext(request.Context, caller) with { Parts = parts };
    }

    /// <summary>A request without parts: what holds for an output that is opened.</summary>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.InvalidArgument"/>.</exception>
    public ClassificationRequest ReadContext(V1.Context? context, Caller caller)
    {
        context ??= new V1.Context();
        CheckBytes(context.OutputId, MaxOutputIdBytes, "context.output_id");
        CheckBytes(context.RetriggerSource, MaxRetriggerBytes, "context.retrigger_source");
        CheckBytes(context.ClaimedBrand, MaxBrandBytes, "context.claimed_brand");
        CheckBytes(context.ClaimedDomain, MaxDomainBytes, "context.claimed_domain");
        CheckLabels(context);
        return new ClassificationRequest
        {
            Parts = [],
            Direction = ReadDirection(context.Direction),
            Tasks = ReadTasks(context),
            OutputId = context.OutputId.Length > 0 ? context.OutputId : null,
            ClaimedBrand = context.ClaimedBrand.Length > 0 ? context.ClaimedBrand : null,
            ClaimedDomain = context.ClaimedDomain.Length > 0 ? context.ClaimedDomain : null,
            Tenant = caller.Tenant,
            Class = ReadPriority(context.Priority),
            Deadline = caller.Deadline,
            SeenBefore = SeenBeforeMapping.Read(context),
        };
    }

    /// <exception cref="ClassifierException"><see cref="ErrorKind.InvalidArgument"/>.</exception>
    public static PartRole ReadRole(V1.Role role, string field) => role switch
    {
        V1.Role.Unspecified => PartRole.Unspecified,
        V1.Role.System => PartRole.System,
        V1.Role.User => PartRole.User,
        V1.Role.Assistant => PartRole.Assistant,
        V1.Role.Tool => PartRole.Tool,
        V1.Role.Document => PartRole.Document,
        _ => throw ClassifierException.Invalid(field, "This role is not known."),
    };

    private static ContentPart ReadPart(V1.Part part, int index)
    {
        var role = ReadRole(part.Role, $"item.parts[{index}].role");
        switch (part.ContentCase)
        {
            case V1.Part.ContentOneofCase.Text:
                return new ContentPart(role, part.Text);
            case V1.Part.ContentOneofCase.Image when part.Image.Data.Length > 0:
                return new ContentPart(role, null, part.Image.Data.Memory);
            case V1.Part.ContentOneofCase.Image:
                throw ClassifierException.Invalid($"item.parts[{index}].image.data", "A picture has at least one byte.");
            default:
                throw ClassifierException.Invalid($"item.parts[{index}]", "A part has text or an image.");
        }
    }

    private static Direction ReadDirection(V1.Direction direction) => direction switch
    {
        V1.Direction.Unspecified or V1.Direction.Prompt => Direction.Prompt,
        V1.Direction.ToolInput => Direction.ToolInput,
        V1.Direction.Output => Direction.Output,
        _ => throw ClassifierException.Invalid("context.direction", "This direction is not known."),
    };

    private WorkClass ReadPriority(V1.Priority priority)
    {
        var asked = priority switch
        {
            V1.Priority.Batch => WorkClass.Batch,
            V1.Priority.Unspecified or V1.Priority.Interactive => WorkClass.Interactive,
            _ => throw ClassifierException.Invalid("context.priority", "This priority is not known."),
        };
        return asked > options.HighestClass ? options.HighestClass : asked;
    }

    private List<TaskKind> ReadTasks(V1.Context context)
    {
        if (context.Tasks.Count == 0) return [];
        if (context.Tasks.Count > MaxTasks) throw ClassifierException.Invalid("context.tasks", $"At most {MaxTasks} tasks can be asked for.");
        var tasks = new List<TaskKind>(context.Tasks.Count);
        for (var i = 0; i < context.Tasks.Count; i++)
        {
            if (!TaskKind.IsValid(context.Tasks[i]) || !IsKnown(new TaskKind(context.Tasks[i])))
                throw ClassifierException.Invalid($"context.tasks[{i}]", "No model here answers this task; GET /v1/models lists those that do.");
            var task = new TaskKind(context.Tasks[i]);
            if (!tasks.Contains(task)) tasks.Add(task);
        }

        return tasks;
    }

    // A task whose model is suspended or failed is known all the same: its result says so.
    private bool IsKnown(TaskKind task) =>
        classifier.Tasks.Contains(task) || catalog.List().Any(m => m.Manifest.Tasks.Any(t => t.Task == task));

    private static void CheckLabels(V1.Context context)
    {
        if (context.Labels.Count > MaxLabels) throw ClassifierException.Invalid("context.labels", $"At most {MaxLabels} labels are taken.");
        foreach (var (key, value) in context.Labels)
            if (key.Length == 0 || Encoding.UTF8.GetByteCount(key) > MaxLabelBytes || Encoding.UTF8.GetByteCount(value) > MaxLabelBytes)
                throw ClassifierException.Invalid("context.labels", $"A label's key has 1 to {MaxLabelBytes} bytes, its value at most {MaxLabelBytes}.");
    }

    private static void CheckBytes(string value, int max, string field)
    {
        if (Encoding.UTF8.GetByteCount(value) > max) throw ClassifierException.Invalid(field, $"At most {max} bytes are taken.");
        foreach (var c in value)
            if (char.IsControl(c)) throw ClassifierException.Invalid(field, "Control characters are not taken.");
    }
}
