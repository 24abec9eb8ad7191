namespace Classifier.Text.Tokens;

/// <summary>Keeps ids alone.</summary>
internal readonly struct IdSink(List<int> ids) : IPieceSink
{
    public void Add(int id, int start, int end) => ids.Add(id);
}
