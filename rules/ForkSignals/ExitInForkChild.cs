using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports children of fork that end by exit where they should end by _exit.</summary>
public sealed class ExitInForkChild() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK2006",
        Name = "ExitInForkChild",
        Title = "Child of fork ends by exit",
        ShortDescription = "The child of fork ends by exit instead of _exit: streams are flushed twice and exit handlers run in the child.",
        Explanation = """
            `exit` writes what stands in the buffers of the streams and runs the handlers of `atexit`. A child that was made by `fork` has a copy
            of both: what the parent had not written yet appears twice, temporary files that the parent still needs are removed, and
            connections are closed that are the parent's. `_exit` ends the process and nothing else.

            ## Example

            ```c
            pid_t child = fork();
            if (child == 0) {
                execvp(argv[0], argv);
                perror(argv[0]);
                exit(127);                            /* _exit(127) */
            }
            ```

            ## What to do

            End the child by `_exit`. Where it wrote to streams of its own, flush these before.

            ## Levels

            A warning where an exec was tried and failed before, and where the program registers exit handlers by `atexit` or `on_exit`; else a note for
            a child that ends itself by `exit` after work of its own, where it may have been meant to flush and clean up.

            ## What is not reported

            Children whose parent has ended, as a daemon's: they are the process. Calls of `exit` somewhere below the child's path, unless an exec
            was tried there, or all that the child does is to call what ends so.
            """,
        DefaultLevel = Level.Warning,
        Precision = Precision.High,
        Cwe = [675],
        Tags = ["fork", "stdio"],
        Since = "0.1",
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program)
    {
        // Of several exits of one child that are notes, the first is told.
        IEnumerable<Defect> defects = function.Defects.Where(defect => defect is { Kind: DefectKind.ExitInChild, Unsafe: not null })
            .OrderBy(defect => defect.Primary).DistinctBy(defect => (defect.Related, defect.Unsafe!.IsAfterExec ? defect.Primary : default));
        foreach (Defect defect in defects)
        {
            UnsafeCall call = defect.Unsafe!;
            if (function.Forks.Any(fork => fork.Span == defect.Related && fork.IsAlone))
            {
                continue;
            }

            TraceStep? handler = program.ExitHandlers.Of(defect.Function);
            string when = call.IsAfterExec ? " after a failed exec" : "";
            string by = call.Called == call.Callee ? $"'{call.Called}' ends" : $"'{call.Called}' ends by '{call.Callee}'";
            yield return Flows.Finding(Rule, defect, program, $"{by} the child of [fork](1){when}, flushes the streams that it has from its parent and runs the exit handlers. End it by '_exit'.", handler is null ? [] : [handler]) with
            {
                Level = call.IsAfterExec || handler is not null ? Level.Warning : Level.Note,
                RelatedLocations = Flows.Related(defect.Related, "forked here"),
                Fixes = ForkTexts.ExitFix(defect.Primary, call.Called, defect.Macro) is { } fix ? [fix] : [],
            };
        }
    }
}
