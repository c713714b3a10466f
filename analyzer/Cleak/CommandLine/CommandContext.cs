namespace Cleak.CommandLine;

/// <summary>What a command is given beside its own options.</summary>
/// <param name="Arguments">The whole command line, for the report.</param>
/// <param name="CompilerFlags">What stood behind <c>--</c>.</param>
/// <param name="Cancellation">Ctrl-C.</param>
internal sealed record CommandContext(IReadOnlyList<string> Arguments, IReadOnlyList<string> CompilerFlags, CancellationToken Cancellation);
