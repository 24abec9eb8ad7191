namespace Classifier.Cli.Scan.Walk;

/// <summary>Why something could not be read, in one line without its path.</summary>
internal static class SkipReasons
{
    public static string Of(int error) => error switch
    {
        Native.NoEntry => "it is gone",
        Native.NoPermission => "permission denied",
        Native.NameTooLong => "its path is too long",
        _ => "the system reports error " + error.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    public static string Of(Exception e) => e switch
    {
        UnauthorizedAccessException => "permission denied",
        FileNotFoundException or DirectoryNotFoundException => "it is gone",
        PathTooLongException => "its path is too long",
        _ => "reading failed",
    };
}
