using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports joins and detaches of what can be neither joined nor detached.</summary>
public sealed class ThreadMisuse() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK1007",
        Name = "ThreadMisuse",
        Title = "Thread is joined or detached that cannot be",
        ShortDescription = "A thread is joined or detached after it was joined or detached, by itself, or by a handle that was never filled.",
        Explanation = """
            A thread is joined once or detached once. A second join, a join after a detach, a join of a thread that was created detached, a
            second detach: each is undefined in POSIX and C. The handle may by then belong to another thread, which is joined in its
            place, or to memory that is gone. A thread that joins itself waits for ever or gets `EDEADLK`. And a creation that fails
            leaves the handle undefined.

            ## Example

            ```c
            pthread_detach(worker);
            /* … */
            pthread_join(worker, NULL);        /* undefined: nobody may wait for it any more */
            ```

            ## What to do

            Keep with the handle whether there is a thread to join, and clear that where it is joined or detached. Ask what
            `pthread_create` returns before the handle is used.

            ## What is not reported

            Handles in arrays at an index that is not constant; a second try after a join that failed; handles that other functions may have
            changed in between.
            """,
        DefaultLevel = Level.Error,
        Precision = Precision.High,
        Cwe = [666, 675],
        Cert = ["CON39-C"],
        Tags = ["concurrency", "correctness"],
        Since = "0.2",
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program) =>
        from defect in function.Defects
        where defect.Kind == DefectKind.ThreadMisused && !(defect.IsUnasked && IsToldForSure(defect, function))
        select Flows.Finding(Rule, defect, program, $"{(defect.Subject.Length > 0 ? $"Thread '{defect.Subject}'" : "A thread")} is {defect.Target} by '{defect.Callee}', but {defect.Detail}.") with
        {
            // That a creation fails is a thing to ask for; that it did is not known.
            Level = defect.IsUnasked ? Level.Note : Rule.DefaultLevel,
        };

    /// <summary>The same call goes wrong on a path on which no question is open: that is the finding.</summary>
    private static bool IsToldForSure(Defect defect, FunctionFacts function) =>
        function.Defects.Any(other => other is { Kind: DefectKind.ThreadMisused, IsUnasked: false } && other.Primary == defect.Primary);
}
