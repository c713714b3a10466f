using System.Runtime.ExceptionServices;

namespace Cleak.Clang;

/// <summary>
/// Runs work on a thread whose stack is deep enough for the sources people write. The parser recurses as deep as the source
/// nests, and its stack overflow ends the process.
/// </summary>
public static class ParseThread
{
    /// <summary>64 MB: enough for a sum of 100,000 terms.</summary>
    public const int DefaultStackSize = 64 << 20;

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

    /// <summary>Tells libclang to parse on the thread that asks, instead of one of its own with 8 MB.</summary>
    public static void ParseOnCallersThread() => NativeEnvironment.SwitchOn("LIBCLANG_NOTHREADS");
}
