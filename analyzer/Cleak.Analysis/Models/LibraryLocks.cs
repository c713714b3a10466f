using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Cleak.Analysis;

/// <summary>
/// Which lock of the C library a function takes (glibc 2.36, sources and measurements; musl has the same or fewer). A function that the table does not
/// have may take any of them.
/// </summary>
internal static class LibraryLocks
{
    private const string Environment = "environment", TimeZone = "time zone", Log = "log", Loader = "loader", Names = "names", Random = "random", Exit = "exit handlers", Locale = "locale";

    private static readonly ImmutableArray<string> Any = [Environment, TimeZone, Log, Loader, Names, Random, Exit, Locale];

    private static readonly ImmutableArray<string> Databases =
    [
        "pwnam", "pwuid", "grnam", "grgid", "spnam", "hostbyname", "hostbyname2", "hostbyaddr", "servbyname", "servbyport", "protobyname", "protobynumber", "netbyname", "netbyaddr",
    ];

    private static readonly ImmutableArray<string> Tables = ["pw", "gr", "sp", "host", "serv", "proto", "net"];

    private static readonly FrozenDictionary<string, ImmutableArray<string>> Locks = Table();

    public static ImmutableArray<string> Of(string function) => Locks.TryGetValue(function, out ImmutableArray<string> locks) ? locks : Any;

    private static FrozenDictionary<string, ImmutableArray<string>> Table()
    {
        var table = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        Add([Environment], "setenv", "unsetenv", "putenv", "clearenv", "g_setenv", "g_unsetenv");
        Add([TimeZone], "mktime", "timegm", "timelocal", "ctime", "ctime_r", "gmtime", "gmtime_r", "localtime", "localtime_r", "tzset");

        // The line begins with the time.
        Add([Log, TimeZone], "syslog", "vsyslog");
        Add([Log], "openlog", "closelog", "setlogmask");
        Add([Loader], "dlopen", "dlmopen", "dlclose", "dladdr1", "dladdr", "dlinfo", "dl_iterate_phdr");
        Add([Random], "rand", "srand", "random", "srandom", "initstate", "setstate");
        Add([Exit], "atexit", "at_quick_exit", "on_exit");
        Add([Locale], "setlocale");

        // Services are found by the environment's and the files' word, and loaded.
        Add([Names, Loader], [.. Databases.SelectMany(one => new[] { "get" + one, "get" + one + "_r" })]);
        Add([Names, Loader], [.. Tables.SelectMany(one => new[] { $"set{one}ent", $"get{one}ent", $"get{one}ent_r", $"end{one}ent" })]);
        Add([Names, Loader], "getaddrinfo", "getnameinfo", "getpw", "getgrouplist", "initgroups", "getlogin", "getlogin_r");
        return table.ToFrozenDictionary(StringComparer.Ordinal);

        void Add(ImmutableArray<string> locks, params ReadOnlySpan<string> functions)
        {
            foreach (string function in functions)
            {
                table.Add(function, locks);
            }
        }
    }
}
