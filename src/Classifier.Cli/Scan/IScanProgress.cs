namespace Classifier.Cli.Scan;

/// <summary>Told how far a scan is. Methods may be called from any thread, one phase after another.</summary>
internal interface IScanProgress
{
    /// <summary>So many files have been found so far.</summary>
    void Found(int files);

    /// <summary>The next phase begins.</summary>
    /// <param name="phase">For a person.</param>
    void Begin(string phase, int total);

    /// <summary>One more is done.</summary>
    void Advance();
}
