using Classifier.Training.Text.Data;
using Classifier.Training.Text.Model;

namespace Classifier.Training.Text.Generate;

/// <summary>Tool outputs and documents, each shape clean and with an order planted in the field that strangers write.</summary>
internal static class ToolOutputs
{
    private const int Rows = 3600;
    private const float Weight = 1.5f;

    public static IEnumerable<Example> Make(Random random)
    {
        var grammar = new Grammar(Everyday.Slots());
        for (var i = 0; i < Rows; i++)
        {
            var (service, template) = RecordShapes.All[random.Next(RecordShapes.All.Length)];
            var planted = i % 2 == 0;
            var overt = planted && random.NextDouble() < 0.2;
            var foreign = random.NextDouble() < 0.22 ? random.Next(Orders.Foreign.Length) : -1;
            var talk = Talk(foreign, planted ? random.Next(0, 3) : random.Next(1, 4), random);
            if (planted)
            {
                talk.Insert(random.Next(talk.Count + 1), Order(foreign, overt, random));
            }

            var free = string.Join(template.StartsWith('{') ? " " : random.Next(3) == 0 ? "\n" : " ", talk);
            var text = grammar.Fill(template.Replace("$free", free, StringComparison.Ordinal), random);
            var example = new Example(text, planted ? "gen_tool_planted" : "gen_tool_clean", "gen_tool:" + service, foreign < 0 ? "en" : Orders.Foreign[foreign].Lang, planted ? "indirect" : "benign-tool")
            {
                MaxTokens = 256,
                HardBenign = !planted,
            };
            example.Say(Heads.Indirect, planted, Weight);
            if (!planted || overt)
            {
                // Ordinary requests say nothing about the prompt's head.
                example.Say(Heads.Injection, planted, Weight);
            }

            yield return example;
        }
    }

    private static List<string> Talk(int foreign, int sentences, Random random)
    {
        var source = foreign < 0 ? PlainTalk.English : PlainTalk.Foreign[foreign].Sentences;
        return [.. Enumerable.Range(0, sentences).Select(_ => source[random.Next(source.Length)])];
    }

    private static string Order(int foreign, bool overt, Random random)
    {
        var orders = foreign >= 0 ? Orders.Foreign[foreign].Orders : random.Next(4) == 0 ? Orders.OffTopic : Orders.Ordinary;
        var order = orders[random.Next(orders.Length)];
        var leadIns = overt ? Orders.OvertLeadIns : Orders.LeadIns;
        var lead = foreign >= 0 && !overt ? "" : leadIns[random.Next(leadIns.Length)];
        return lead + order;
    }
}
