using System.CommandLine;
using System.CommandLine.Parsing;

namespace Cleak.CommandLine;

/// <summary>Says what is wrong with a command line, in a sentence of our own where the parser's would not help.</summary>
internal static class UsageErrors
{
    /// <summary>Null when nothing is wrong.</summary>
    public static UsageException? Find(ParseResult result)
    {
        Command command = result.CommandResult.Command;
        foreach (Token token in result.Tokens)
        {
            if (token.Type == TokenType.Argument && LooksLikeOption(token.Value) && !IsValueOfOption(result, token))
            {
                return UnknownOption(token.Value, command);
            }
        }

        if (result.UnmatchedTokens is [var first, ..])
        {
            return LooksLikeOption(first) ? UnknownOption(first, command) : UnknownWord(first, command);
        }

        if (result.Errors is [var error, ..])
        {
            return new UsageException(error.Message.TrimEnd('.'), HelpHint(command));
        }

        return null;
    }

    private static UsageException UnknownOption(string option, Command command)
    {
        string name = option.Split('=', ':')[0];
        IEnumerable<string> known = command.Options.Where(o => !o.Hidden).SelectMany(o => o.Aliases.Append(o.Name));
        string? meant = Suggestions.For(name, known);
        return new UsageException($"unknown option '{name}'", meant is null ? HelpHint(command) : $"did you mean '{meant}'? {HelpHint(command)}");
    }

    private static UsageException UnknownWord(string word, Command command)
    {
        string? meant = Suggestions.For(word, command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name));
        string kind = command.Subcommands.Count > 0 ? "command" : "argument";
        return new UsageException($"unknown {kind} '{word}'", meant is null ? HelpHint(command) : $"did you mean '{meant}'? {HelpHint(command)}");
    }

    private static string HelpHint(Command command) =>
        command is RootCommand ? "'cleak --help' lists the commands" : $"'cleak {command.Name} --help' lists its options";

    /// <summary>A single dash stands for standard output; a path that begins with a dash is written <c>./-path</c>.</summary>
    private static bool LooksLikeOption(string word) => word.Length > 1 && word[0] == '-';

    private static bool IsValueOfOption(ParseResult result, Token token) =>
        result.CommandResult.Children.OfType<OptionResult>().Any(option => option.Tokens.Contains(token));
}
