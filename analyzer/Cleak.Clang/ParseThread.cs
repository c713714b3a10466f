using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Cleak.Clang;

/// <summary>
/// Runs work on a thread whose stack is deep enough for the sources people write. The parser recurses as deep as the source
/// nests, and its stack overflow ends the process.
/// </summary>
public static partial class ParseThread
{
    /// <summary>64 MB: enough for a sum of 100,000 terms.</summary>
    public const int DefaultStackSize = 64 << 20;

    private static readonly Lock Gate = new();
    private static bool s_parsesOnCallersThread;

    /// <summary>Starts the work and returns at once.</summary>
    public static Thread Start(Action work, int stackSize = DefaultStackSize)
    {
        ParseOnCallersThread();
        var thread = new Thread(() => work(), stackSize) { IsBackground = true, Name = "parse" };
        thread.Start();
        return thread;
    }

    /// <summary>Runs the work and waits; an exception comes out here.</summary>
    public static T Run<T>(Func<T> work, int stackSize = DefaultStackSize)
    {
        T result = default!;
        ExceptionDispatchInfo? failure = null;
        Start(
            () =>
            {
                try
                {
                    result = work();
                }
                catch (Exception exception)
                {
                    failure = ExceptionDispatchInfo.Capture(exception);
                }
            },
            stackSize).Join();
        failure?.Throw();
        return result;
    }

    /// <summary>
    /// Tells libclang to parse on the thread that asks, instead of one of its own with 8 MB. The variable must stand in the
    /// native environment, which <see cref="Environment"/> does not reach on Unix.
    /// </summary>
    public static void ParseOnCallersThread()
    {
        lock (Gate)
        {
            if (s_parsesOnCallersThread)
            {
                return;
            }

            s_parsesOnCallersThread = true;
            if (OperatingSystem.IsWindows())
            {
                Environment.SetEnvironmentVariable("LIBCLANG_NOTHREADS", "1");
            }
            else
            {
                _ = SetEnvironment("LIBCLANG_NOTHREADS", "1", 1);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
