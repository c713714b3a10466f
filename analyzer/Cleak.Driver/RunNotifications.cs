using System.Collections.Immutable;
using Cleak.Analysis;
using Cleak.Driver.Units;
using Cleak.Findings;
using Cleak.Frontend.Compilation;
using Cleak.Frontend.Parsing;
using Cleak.Ir;

namespace Cleak.Driver;

/// <summary>What the user must know about the run: what was not read, what was read with errors.</summary>
internal static class RunNotifications
{
    public static ImmutableArray<Notification> Of(SourceLoad load, RunFiles files)
    {
        var notifications = ImmutableArray.CreateBuilder<Notification>();
        foreach (SkippedSource skipped in load.Plan.Skipped)
        {
            notifications.Add(new Notification(ToolRules.UnitNotAnalysed, files.Whole(skipped.Path), $"Not analysed: {skipped.Detail}."));
        }

        foreach (LoadedUnit unit in load.Units)
        {
            if (unit.Failure is { } failure)
            {
                notifications.Add(new Notification(ToolRules.UnitNotAnalysed, files.Whole(unit.Command.File), $"Not analysed: {failure}."));
            }
            else if (!unit.Facts.IsWhole)
            {
                notifications.Add(new Notification(ToolRules.UnitReadWithErrors, PlaceOf(unit, files), Describe(unit.Facts)));
            }
        }

        var seen = new HashSet<SourceSpan>();
        foreach (Function function in load.Units.SelectMany(unit => unit.Unit?.Functions ?? []))
        {
            if (function.Damage is { } damage && seen.Add(function.Span))
            {
                notifications.Add(new Notification(ToolRules.FunctionNotAnalysedWhole, function.Span, $"'{function.Name}' is not analysed: {damage.TrimEnd('.')}.")
                {
                    Function = function.Name,
                });
            }
        }

        return notifications.ToImmutable();
    }

    /// <summary>Functions that were seen, but not on every path.</summary>
    public static IEnumerable<Notification> Of(ProgramFacts facts) => facts.Functions
        .Where(function => function.IsIncomplete)
        .Select(function => new Notification(
            ToolRules.FunctionNotAnalysedWhole,
            function.Function.Function.Span,
            function.InternalError is { } error
                ? $"'{function.Function.Name}' is not analysed: internal error: {error.TrimEnd('.')}."
                : $"'{function.Function.Name}' has more paths than its budget of steps allows: not all of them were followed.")
        {
            Function = function.Function.Name,
            Level = function.InternalError is null ? ToolRules.FunctionNotAnalysedWhole.DefaultLevel : Level.Warning,
        });

    private static SourceSpan PlaceOf(LoadedUnit unit, RunFiles files) => unit.Facts.Errors switch
    {
        [{ Path: { Length: > 0 } path } error, ..] => new SourceSpan(files.NumberOf(path), error.Line, error.Column, error.Column + 1),
        _ => files.Whole(unit.Command.File),
    };

    private static string Describe(UnitFacts facts)
    {
        if (facts.MissingHeaders is [var missing, ..])
        {
            int more = facts.MissingHeaders.Length - 1;
            return $"Header '{missing}' was not found{(more > 0 ? $", nor {more} more" : "")}: functions that need it are not analysed.";
        }

        string first = facts.Errors is [var error, ..] ? $": {error.Message.TrimEnd('.')}" : "";
        return facts.ErrorCount == 1
            ? $"Read with an error{first}."
            : $"Read with {facts.ErrorCount} errors, the first{first}.";
    }
}
