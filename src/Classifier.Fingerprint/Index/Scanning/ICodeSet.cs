namespace Classifier.Fingerprint.Index.Scanning;

/// <summary>Codes by position, with what each stands for.</summary>
internal interface ICodeSet
{
    CodePlanes Codes { get; }

    /// <summary>Positions 0 … Count − 1 hold entries.</summary>
    int Count { get; }

    ulong IdAt(int position);

    bool IsRemoved(int position);
}
