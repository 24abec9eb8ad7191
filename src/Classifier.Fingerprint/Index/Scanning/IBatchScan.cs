namespace Classifier.Fingerprint.Index.Scanning;

/// <summary>Compares ranges of codes with a fixed set of queries. Not safe for several threads at a time: it owns scratch memory.</summary>
internal interface IBatchScan : IDisposable
{
    /// <summary>Offers every code of positions start … end − 1 that is within a query's bound to that query's collector.</summary>
    void Scan(CodePlanes codes, int start, int end);
}
