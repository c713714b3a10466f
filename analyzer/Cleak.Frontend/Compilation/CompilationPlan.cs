using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Frontend.Compilation;

/// <summary>What is to be analysed, as the user asks for it.</summary>
public sealed record CompilationRequest
{
    /// <summary>The value of <see cref="Database"/> that means: look for none.</summary>
    public const string NoDatabase = "none";

    /// <summary>C files, folders, or one <c>compile_commands.json</c>.</summary>
    public required ImmutableArray<string> Paths { get; init; }

    /// <summary>A database (file or folder) that the user named, <see cref="NoDatabase"/>, or null to search for one.</summary>
    public string? Database { get; init; }

    /// <summary>The user's own flags for files that have no entry in a database.</summary>
    public ImmutableArray<string> Flags { get; init; } = [];

    /// <summary>Further folders that a database's flags may name.</summary>
    public ImmutableArray<string> TrustedFolders { get; init; } = [];

    /// <summary>How many different sets of flags are analysed for one file.</summary>
    public int MaxVariants { get; init; } = 4;
}

/// <summary>The translation units of a run, in an order that depends on nothing but the input.</summary>
/// <param name="Commands">By file, then in the database's order.</param>
/// <param name="Skipped">Files that are not analysed, with the reason, by path.</param>
/// <param name="Databases">The databases and flags files in use, by path; none when flags are guessed or given.</param>
/// <param name="Uncovered">C files below the user's paths that the database does not know, by path; they are not analysed.</param>
/// <param name="Dropped">Flags that were left out, with how often.</param>
/// <param name="Notes">Sentences for the user: what was guessed, inferred or left out.</param>
/// <param name="Roots">Folders that belong to the user: the paths, the database's, the project's.</param>
public sealed record CompilationPlan(
    ImmutableArray<CompileCommand> Commands,
    ImmutableArray<SkippedSource> Skipped,
    ImmutableArray<string> Databases,
    ImmutableArray<string> Uncovered,
    ImmutableSortedDictionary<DroppedFlag, int> Dropped,
    ImmutableArray<string> Notes,
    ImmutableArray<string> Roots)
{
    /// <summary>What the databases say of linking, by database, then as <see cref="LinkCommands"/> orders it.</summary>
    public ImmutableArray<LinkedImage> Images { get; init; } = [];
}
