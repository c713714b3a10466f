using System.Diagnostics;

namespace Cleak.EndToEnd.Samples;

/// <summary>A process that ends in time, whatever the program in it does.</summary>
public static class BoundedProcess
{
    public static async Task<ProcessOutcome> RunAsync(string program, IEnumerable<string> arguments, string folder, TimeSpan limit)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Messages that are parsed are English, whatever the machine speaks.
        start.Environment["LC_ALL"] = "C";
        // glibc keeps the stacks of ended threads for new ones: what they still name would seem to be in use.
        start.Environment["GLIBC_TUNABLES"] = "glibc.pthread.stack_cache_size=0";

        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        // A child that the program left behind may hold its output open: the end of both is awaited.
        Task all = Task.WhenAll(output, error, process.WaitForExitAsync());
        if (await Task.WhenAny(all, Task.Delay(limit)) != all)
        {
            process.Kill(entireProcessTree: true);
            return new(null, "", $"{Path.GetFileName(program)} did not end within {limit.TotalSeconds:0} s");
        }
        return new(process.ExitCode, await output, await error);
    }
}
