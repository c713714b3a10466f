namespace Cleak.CommandLine;

/// <summary>What a command is given beside its own options.</summary>
/// <param name="CompilerFlags">What stood behind <c>--</c>.</param>
/// <param name="Cancellation">Ctrl-C.</param>
internal sealed record CommandContext(IReadOnlyList<string> CompilerFlags, CancellationToken Cancellation);
