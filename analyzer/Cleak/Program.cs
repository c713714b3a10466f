using Cleak.CommandLine;

// Everything behind the first "--" goes to the compiler front end, whatever it looks like.
int separator = Array.IndexOf(args, "--");
string[] own = separator < 0 ? args : args[..separator];
string[] compilerFlags = separator < 0 ? [] : args[(separator + 1)..];

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    // The first Ctrl-C ends the run in order; the second one ends the process.
    key.Cancel = !interrupted.IsCancellationRequested;
    interrupted.Cancel();
};
return CommandRunner.Run(own, new CommandContext(compilerFlags, interrupted.Token));
