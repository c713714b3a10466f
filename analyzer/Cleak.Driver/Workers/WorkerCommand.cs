using System.Collections.Immutable;

namespace Cleak.Driver.Workers;

/// <summary>How a worker process is started; the handles of its two pipes are added as the last arguments.</summary>
public sealed record WorkerCommand(string Executable, ImmutableArray<string> Arguments)
{
    /// <summary>This executable once more, with these arguments.</summary>
    public static WorkerCommand Self(params ReadOnlySpan<string> arguments)
    {
        string process = Environment.ProcessPath ?? throw new WorkerUnfitException("this process does not know its own executable; --in-process needs none");

        // Started as `dotnet cleak.dll`, the executable is dotnet's.
        bool isHost = Path.GetFileNameWithoutExtension(process) == "dotnet" && Environment.GetCommandLineArgs() is [var program, ..] && program.EndsWith(".dll", StringComparison.Ordinal);
        return isHost
            ? new WorkerCommand(process, [Path.GetFullPath(Environment.GetCommandLineArgs()[0]), .. arguments])
            : new WorkerCommand(process, [.. arguments]);
    }
}
