using System.Collections.Immutable;
using ClangSharp.Interop;
using Cleak.Clang;
using Cleak.Frontend.Compilation;
using Cleak.Frontend.Headers;

namespace Cleak.Frontend.Parsing;

/// <summary>
/// Parses compile commands. Belongs to one thread, as its index does; deep sources need a <see cref="ParseThread"/>.
/// </summary>
/// <param name="index">Where units are parsed into; it stays the caller's.</param>
/// <param name="headers">Which headers answer includes.</param>
/// <param name="visibleFolders">
/// Folders whose files may be quoted in error messages; elsewhere only the place is told, since a stranger's source can
/// include any file of this machine. Null for all.
/// </param>
public sealed class UnitParser(IndexHandle index, HeaderSet headers, ImmutableArray<string>? visibleFolders = null) : IDisposable
{
    private const int MaxReportedErrors = 20;
    private const string NotFound = "' file not found";

    // Less than this is parsed as fast as it is loaded.
    private const int WorthBytes = 100 << 10;

    // A prefix is no whole unit: what its end would complete (tentative definitions) is left to the units that go on from it.
    private const CXTranslationUnit_Flags PrecompileOptions =
        CXTranslationUnit_Flags.CXTranslationUnit_KeepGoing | CXTranslationUnit_Flags.CXTranslationUnit_Incomplete | CXTranslationUnit_Flags.CXTranslationUnit_ForSerialization;

    /// <summary>For units whose loaded definitions cannot be found by their places.</summary>
    private IndexHandle? thoroughIndex;

    /// <summary>Parses <paramref name="command"/>; the caller disposes what it gets.</summary>
    /// <param name="prefix">What the unit begins with, where that may be had in precompiled form.</param>
    public ParsedUnit Parse(CompileCommand command, UnitPrefix? prefix = null)
    {
        if (prefix is not null && TryBehind(prefix, command) is { } unit) return unit;
        var attempt = new ParseAttempt(command, WithoutSystemLibc: false);
        var concessions = new List<string>();
        Outcome outcome = Try(attempt);
        foreach (RetryStep step in RetryLadder.Steps)
        {
            if (outcome.Obstacle != step.Against || !step.Applies(attempt)) continue;
            ParseAttempt simpler = step.Change(attempt);
            Outcome next = Try(simpler);
            if (outcome.Unit is not null && next.ErrorCount >= outcome.ErrorCount)
            {
                next.Unit?.Dispose();
                continue;
            }
            outcome.Unit?.Dispose();
            (attempt, outcome) = (simpler, next);
            concessions.Add(step.Note);
        }
        return Finish(command, outcome, [.. concessions]);
    }

    /// <summary>Saves what units begin with in precompiled form.</summary>
    /// <returns>Whether it may stand for the include: it is whole, worth it, and units that include the header again get nothing new.</returns>
    public bool Precompile(UnitPrefix prefix)
    {
        using ClangTranslationUnit? unit = Try(new ParseAttempt(prefix.Command, WithoutSystemLibc: false), index, [prefix.Source], PrecompileOptions).Unit;
        if (unit is null || unit.Diagnostics.Any(problem => problem.IsError) || (!headers.IsWithoutSystemLibc && StandIns(unit).Length > 0)) return false;
        int guarded = unit.Inclusions.Count(inclusion => inclusion.IncludedAt.File == unit.MainFile && unit.IsIncludeGuarded(inclusion.File));
        if (guarded != prefix.Includes.Length || !IsWorthSaving(unit) || !unit.TrySave(prefix.SavedAs)) return false;

        using ClangTranslationUnit? loaded = Load(prefix, prefix.Command, index);
        if (loaded is null) return false;
        DeclarationPlace[] places = [.. Enumerable.Range(0, unit.TopLevel.Count).Select(unit.TopLevel.Place)];
        prefix.WriteDefinitions(loaded.TryPrepend(places) ? places : null);
        return true;
    }

    private static bool IsWorthSaving(ClangTranslationUnit unit) => unit.Inclusions.Sum(inclusion => (long)unit.Contents(inclusion.File).Length) >= WorthBytes;

    /// <summary>The unit with its beginning loaded; null when that cannot be had or anything at all is wrong, for then the whole must be read.</summary>
    private ParsedUnit? TryBehind(UnitPrefix prefix, CompileCommand command)
    {
        if (!prefix.TryReadDefinitions(out DeclarationPlace[]? definitions)) return null;
        IndexHandle parsedInto = definitions is null ? thoroughIndex ??= IndexHandle.Create(includesPrecompiled: true) : index;
        if (Load(prefix, command, parsedInto) is not { } unit) return null;
        if (definitions is null || unit.TryPrepend(definitions)) return Finish(command, new Outcome(unit, CXErrorCode.CXError_Success, null, 0), []);
        unit.Dispose();
        return null;
    }

    public void Dispose() => thoroughIndex?.Dispose();

    private ClangTranslationUnit? Load(UnitPrefix prefix, CompileCommand command, IndexHandle parsedInto)
    {
        var attempt = new ParseAttempt(command, WithoutSystemLibc: false) { Precompiled = prefix.SavedAs };
        ClangTranslationUnit? unit = Try(attempt, parsedInto, [prefix.Source], CXTranslationUnit_Flags.CXTranslationUnit_KeepGoing).Unit;
        if (unit is null || !unit.Diagnostics.Any(problem => problem.IsError)) return unit;
        unit.Dispose();
        return null;
    }

    private readonly record struct Outcome(ClangTranslationUnit? Unit, CXErrorCode Error, ParseObstacle? Obstacle, int ErrorCount);

    private Outcome Try(ParseAttempt attempt) =>
        // What has no length may be a pipe or device; handed over as empty it is never opened, which could wait for ever.
        Try(
            attempt,
            index,
            SourceProbe.IsWithoutLength(attempt.Command.File) ? [new UnsavedFile(attempt.Command.File, default)] : [],
            CXTranslationUnit_Flags.CXTranslationUnit_KeepGoing);

    private Outcome Try(ParseAttempt attempt, IndexHandle parsedInto, ReadOnlySpan<UnsavedFile> inMemory, CXTranslationUnit_Flags options)
    {
        var request = new ParseRequest
        {
            Arguments = attempt.ArgumentsWith(headers),
            UnsavedFiles = headers.Files.AddRange(inMemory),
            Options = options,
        };
        ClangTranslationUnit? unit = ClangTranslationUnit.TryParse(parsedInto, request, out CXErrorCode error);
        if (unit is null) return new Outcome(null, error, ParseObstacle.NoUnit, 0);
        int errors = unit.Diagnostics.Count(DamageMap.IsDamage);
        bool unfit = errors > 0 && unit.Diagnostics.Any(problem => MissingHeader(problem) is not null && unit.IsSystemHeader(problem.Position.File));
        return new Outcome(unit, error, unfit ? ParseObstacle.UnfitLibc : null, errors);
    }

    private ParsedUnit Finish(CompileCommand command, Outcome outcome, ImmutableArray<string> concessions)
    {
        if (outcome.Unit is not { } unit)
        {
            string reason = outcome.Error switch
            {
                CXErrorCode.CXError_Crashed => "libclang crashed on it",
                CXErrorCode.CXError_ASTReadError => "libclang could not read it",
                _ => "libclang refuses it",
            };
            return new ParsedUnit(command, null, null, new UnitFacts { Failure = reason, Concessions = concessions });
        }
        var facts = new UnitFacts
        {
            ErrorCount = outcome.ErrorCount,
            Errors = [.. unit.Diagnostics.Where(DamageMap.IsDamage).Take(MaxReportedErrors).Select(Describe)],
            MissingHeaders = [.. unit.Diagnostics.Select(MissingHeader).OfType<string>().Distinct()],
            Concessions = concessions,
            StandInHeaders = headers.IsWithoutSystemLibc ? [] : StandIns(unit),
        };
        return new ParsedUnit(command, unit, DamageMap.Of(unit), facts);
    }

    private static ImmutableArray<string> StandIns(ClangTranslationUnit unit) =>
    [
        .. unit.Inclusions.Select(inclusion => unit.FileName(inclusion.File))
            .Where(name => name.StartsWith(OwnHeaders.LibcFolder, StringComparison.Ordinal))
            .Select(name => name[(OwnHeaders.LibcFolder.Length + 1)..])
            .Distinct(),
    ];

    private ParseProblem Describe(ClangDiagnostic diagnostic)
    {
        string path = diagnostic.FileName ?? string.Empty;
        string text = IsVisible(path) ? diagnostic.Text : "an error in a file outside the project";
        return new ParseProblem(path, diagnostic.Position.Line, diagnostic.Position.Column, text);
    }

    private bool IsVisible(string path)
    {
        if (visibleFolders is not { } folders || OwnHeaders.IsOwn(path)) return true;
        string full = Path.GetFullPath(path);
        return CanonicalPaths.IsWithin(full, "/usr/include") || folders.Any(folder => CanonicalPaths.IsWithin(full, folder));
    }

    /// <summary>The name in "'x.h' file not found", or null.</summary>
    private static string? MissingHeader(ClangDiagnostic diagnostic) =>
        diagnostic.IsError && diagnostic.Text.StartsWith('\'') && diagnostic.Text.EndsWith(NotFound, StringComparison.Ordinal)
            ? diagnostic.Text[1..^NotFound.Length]
            : null;
}
