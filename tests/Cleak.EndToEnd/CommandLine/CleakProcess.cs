using System.Diagnostics;

namespace Cleak.EndToEnd.CommandLine;

/// <summary>What a run of the executable said, and how it ended.</summary>
internal sealed record CleakResult(int ExitCode, string Output, string Errors);

/// <summary>Runs the executable as a user does.</summary>
internal static class CleakProcess
{
    // A build on a busy machine takes its time; only what hangs is cut off.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static string Executable { get; } = Path.Join(AppContext.BaseDirectory, "cleak");

    public static CleakResult Run(string folder, params string[] arguments) =>
        RunProgram(Executable, folder, null, arguments);

    public static CleakResult RunProgram(string program, string folder, IReadOnlyDictionary<string, string?>? environment, params string[] arguments)
    {
        using Process process = Start(program, folder, environment, arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} does not end");
        }

        return new CleakResult(process.ExitCode, output.Result, errors.Result);
    }

    public static Process Start(string program, string folder, IReadOnlyDictionary<string, string?>? environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in (string[])["NO_COLOR", "CLICOLOR_FORCE", "FORCE_COLOR"])
            start.Environment.Remove(name);
        foreach ((string name, string? value) in environment ?? new Dictionary<string, string?>())
        {
            if (value is null)
                start.Environment.Remove(name);
            else
                start.Environment[name] = value;
        }
        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}
