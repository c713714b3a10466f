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
public sealed class UnitParser(IndexHandle index, HeaderSet headers, ImmutableArray<string>? visibleFolders = null)
{
    private const int MaxReportedErrors = 20;
    private const string NotFound = "' file not found";

    /// <summary>Parses <paramref name="command"/>; the caller disposes what it gets.</summary>
    public ParsedUnit Parse(CompileCommand command)
    {
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

    private readonly record struct Outcome(ClangTranslationUnit? Unit, CXErrorCode Error, ParseObstacle? Obstacle, int ErrorCount);

    private Outcome Try(ParseAttempt attempt)
    {
        var request = new ParseRequest
        {
            Arguments = attempt.ArgumentsWith(headers),
            // What has no length may be a pipe or device; handed over as empty it is never opened, which could wait for ever.
            UnsavedFiles = SourceProbe.IsWithoutLength(attempt.Command.File) ? headers.Files.Add(new UnsavedFile(attempt.Command.File, default)) : headers.Files,
        };
        ClangTranslationUnit? unit = ClangTranslationUnit.TryParse(index, request, out CXErrorCode error);
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
