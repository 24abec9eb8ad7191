namespace Classifier.ModelBuilder.Graphs;

/// <summary>How the four matrix products of a layer are computed; each takes and gives float32 with the bias added.</summary>
internal interface IDenseLayers
{
    /// <summary>Writes what all products share; inputs of the graph are known.</summary>
    void Prepare(GraphWriter graph);

    /// <summary>[T, hidden] → [T, 3 · hidden].</summary>
    string QueryKeyValue(GraphWriter graph, int layer, string x);

    /// <summary>[T, hidden] → [T, hidden].</summary>
    string AttentionOutput(GraphWriter graph, int layer, string context);

    /// <summary>[T, hidden] → [T, feed-forward].</summary>
    string Intermediate(GraphWriter graph, int layer, string x);

    /// <summary>[T, feed-forward] → [T, hidden].</summary>
    string Output(GraphWriter graph, int layer, string activated);
}
