using Cleak.Findings;

namespace Cleak.Reporting.Sarif;

/// <summary>Addresses of files as RFC 3986 has them, relative to one of two bases.</summary>
internal static class SarifUris
{
    /// <summary>The root of the source tree.</summary>
    public const string Root = "%SRCROOT%";

    /// <summary>
    /// The root of the file system, for what lies outside of the tree: code scanning rejects a log with absolute addresses.
    /// </summary>
    public const string FileSystem = "%FSROOT%";

    public static string BaseOf(RunFile file) => file.IsOutsideRoot ? FileSystem : Root;

    public static string Of(RunFile file) =>
        string.Join('/', file.Path.Replace('\\', '/').TrimStart('/').Split('/').Select(Uri.EscapeDataString));
}
