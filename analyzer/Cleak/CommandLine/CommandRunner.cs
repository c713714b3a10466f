using System.CommandLine;
using Cleak.Clang;
using Cleak.Driver.Projects;
using Cleak.Driver.Workers;
using Cleak.Frontend;
using Cleak.Reporting;

namespace Cleak.CommandLine;

/// <summary>From a command line to an exit code. Whatever goes wrong on the way is said in one sentence.</summary>
internal static class CommandRunner
{
    public static int Run(string[] arguments, CommandContext context)
    {
        try
        {
            return Invoke(arguments, context);
        }
        catch (OperationCanceledException) when (context.Cancellation.IsCancellationRequested)
        {
            Messages.Error("interrupted; nothing is reported");
            return ExitCodes.Interrupted;
        }
        catch (Exception problem)
        {
            Explain(problem);
            return ExitCodes.Failure;
        }
    }

    private static int Invoke(string[] arguments, CommandContext context)
    {
        RootCommand root = CommandTree.Make(context);
        ParseResult parsed = root.Parse(arguments);
        bool asksForHelp = parsed.Action is { ClearsParseErrors: true };
        if (!asksForHelp && parsed.CommandResult.Command is RootCommand && parsed.Tokens.Count == 0)
        {
            HelpWriter.Write(root, Console.Error);
            return ExitCodes.Failure;
        }

        if (!asksForHelp && UsageErrors.Find(parsed) is { } error)
        {
            throw error;
        }

        if (context.CompilerFlags.Count > 0 && parsed.CommandResult.Command is not IHasExamples { TakesCompilerFlags: true })
        {
            throw new UsageException($"'cleak {parsed.CommandResult.Command.Name}' takes no compiler flags behind '--'");
        }

        return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    private static void Explain(Exception problem)
    {
        switch (problem)
        {
            case UsageException usage:
                Messages.Error(usage.Message, usage.WayOut);
                break;
            case FrontendException input:
                Messages.Error(input.Message, input.WayOut);
                break;
            case WorkerUnfitException or LibClangNotFoundException or ProjectFileException:
                Messages.Error(problem.Message);
                break;
            case IOException or UnauthorizedAccessException:
                Messages.Error(problem.Message);
                break;
            case AggregateException { InnerException: { } inner }:
                Explain(inner);
                break;
            default:
                Messages.Error($"internal error: {problem.GetType().Name}: {problem.Message}", "please report it with what follows");
                Console.Error.WriteLine(problem);
                break;
        }
    }
}
