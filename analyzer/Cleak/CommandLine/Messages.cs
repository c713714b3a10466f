namespace Cleak.CommandLine;

/// <summary>The tool's own words on standard error, all in one form.</summary>
internal static class Messages
{
    public static void Error(string message, string? wayOut = null)
    {
        Console.Error.WriteLine($"cleak: error: {message}");
        if (wayOut is not null)
        {
            Console.Error.WriteLine($"  {wayOut}");
        }
    }

    public static void Note(string message) => Console.Error.WriteLine($"cleak: note: {message}");
}
