namespace Classifier.Cli.Scan.Prints;

/// <summary>What a file is, by its first bytes.</summary>
internal enum ContentKind
{
    /// <summary>A picture of a format that is decoded.</summary>
    Picture,

    /// <summary>A picture of a format that is known but not decoded.</summary>
    ForeignPicture,

    /// <summary>No picture, though its name says so.</summary>
    FalsePicture,

    /// <summary>Named as text; whether it is one shows when it is read.</summary>
    Text,

    Other,
}
