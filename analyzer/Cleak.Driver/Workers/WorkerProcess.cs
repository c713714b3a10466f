using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;

namespace Cleak.Driver.Workers;

/// <summary>
/// One worker process. The protocol has pipes of its own: what libraries print on standard output or standard error in the
/// worker is never taken for an answer.
/// </summary>
internal sealed class WorkerProcess : IDisposable
{
    private const int KeptErrorLines = 8;

    // A pipe's end that a child inherits is open in this process until the child has started: no second child may start meanwhile.
    private static readonly Lock Starting = new();

    private readonly Process process;
    private readonly AnonymousPipeServerStream requests;
    private readonly AnonymousPipeServerStream answers;
    private readonly Queue<string> errors = [];
    private volatile bool isTimedOut;

    private WorkerProcess(Process process, AnonymousPipeServerStream requests, AnonymousPipeServerStream answers)
    {
        this.process = process;
        this.requests = requests;
        this.answers = answers;
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        process.StandardInput.Close();
    }

    public static WorkerProcess Start(WorkerCommand command)
    {
        var requests = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.Inheritable);
        var answers = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
        lock (Starting)
        {
            var start = new ProcessStartInfo(command.Executable)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            };
            foreach (string argument in command.Arguments)
            {
                start.ArgumentList.Add(argument);
            }

            start.ArgumentList.Add(requests.GetClientHandleAsString());
            start.ArgumentList.Add(answers.GetClientHandleAsString());

            // libclang parses on the thread that asks, whose stack is ours to size, and leaves signals to the run time,
            // which needs them: its own crash recovery would turn a null reference into the end of the process.
            start.Environment["LIBCLANG_NOTHREADS"] = "1";
            start.Environment["LIBCLANG_DISABLE_CRASH_RECOVERY"] = "1";

            // Most of a worker's time is libclang's: compiling its own code a second time, better, costs more than it gives back.
            start.Environment.TryAdd("DOTNET_TieredCompilation", "0");
            try
            {
                return new WorkerProcess(Process.Start(start)!, requests, answers);
            }
            catch (Win32Exception problem)
            {
                requests.Dispose();
                answers.Dispose();
                throw new WorkerUnfitException($"a worker process cannot be started: {problem.Message}", problem);
            }
            finally
            {
                requests.DisposeLocalCopyOfClientHandle();
                answers.DisposeLocalCopyOfClientHandle();
            }
        }
    }

    /// <summary>Waits for the worker's first word.</summary>
    /// <exception cref="WorkerUnfitException">It cannot work, or ended before it could.</exception>
    public void Greet(TimeSpan timeout)
    {
        Frame? word = Receive(timeout);
        if (word is not { Kind: FrameKind.Ready })
        {
            throw new WorkerUnfitException(word is { Kind: FrameKind.Unfit } frame ? frame.Text : $"no worker can start: {Obituary(timeout)}");
        }
    }

    /// <summary>Has an item done.</summary>
    /// <returns>The result; null when the worker is lost, and <paramref name="obituary"/> says how.</returns>
    public WorkResult? Do(byte[] request, TimeSpan timeout, out string? obituary)
    {
        obituary = null;
        Frame? answer = null;
        try
        {
            new Frame(FrameKind.Request, request).WriteTo(requests);
            answer = Receive(timeout);
        }
        catch (Exception problem) when (problem is IOException or InvalidDataException)
        {
            // It is gone, or out of its mind.
            Kill();
        }

        switch (answer)
        {
            case { Kind: FrameKind.Answer } frame:
                return WorkResult.Of(frame.Contents);
            case { Kind: FrameKind.Failure } frame:
                return WorkResult.Failed(frame.Text);
            default:
                obituary = Obituary(timeout);
                return null;
        }
    }

    public void Kill()
    {
        try
        {
            process.Kill();
        }
        catch (Exception problem) when (problem is InvalidOperationException or Win32Exception)
        {
            // It has ended by itself.
        }
    }

    public void Dispose()
    {
        // It holds nothing that a polite end would save.
        Kill();
        requests.Dispose();
        answers.Dispose();
        process.Dispose();
    }

    private Frame? Receive(TimeSpan timeout)
    {
        using var watch = new Timer(_ => { isTimedOut = true; Kill(); }, null, timeout, Timeout.InfiniteTimeSpan);
        return Frame.ReadFrom(answers);
    }

    /// <summary>How the process ended, as a clause.</summary>
    private string Obituary(TimeSpan timeout)
    {
        Kill();
        process.WaitForExit();
        if (isTimedOut)
        {
            return string.Create(CultureInfo.InvariantCulture, $"the parser did not finish within {Math.Round(timeout.TotalSeconds, 1)} s");
        }

        lock (errors)
        {
            bool overflow = errors.Any(line => line.Contains("Stack overflow", StringComparison.OrdinalIgnoreCase));
            return process.ExitCode switch
            {
                _ when overflow => "the source nests too deeply for the parser (stack overflow)",
                128 + 11 => "the parser crashed (segmentation fault)",
                128 + 6 => "the parser crashed (aborted)",
                128 + 9 => "the parser was killed, for lack of memory perhaps",
                int code => $"the parser's process ended with code {code}" + (errors.Count > 0 ? $" ({errors.Last()})" : ""),
            };
        }
    }

    private void Keep(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        lock (errors)
        {
            // The first lines say what happened, the rest is a stack.
            if (errors.Count < KeptErrorLines)
            {
                errors.Enqueue(line.Trim());
            }
        }
    }
}
