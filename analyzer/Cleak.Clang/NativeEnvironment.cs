using System.Runtime.InteropServices;

namespace Cleak.Clang;

/// <summary>
/// Environment variables as native code sees them. On Unix <see cref="Environment"/> keeps a copy of its own, so that
/// what is set there never reaches libclang.
/// </summary>
internal static partial class NativeEnvironment
{
    private static readonly Lock Gate = new();
    private static readonly HashSet<string> Done = [];

    /// <summary>Sets a variable to 1, the first time it is asked to.</summary>
    public static void SwitchOn(string name)
    {
        lock (Gate)
        {
            if (!Done.Add(name))
            {
                return;
            }

            if (OperatingSystem.IsWindows())
            {
                Environment.SetEnvironmentVariable(name, "1");
            }
            else
            {
                _ = SetEnvironment(name, "1", 1);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
