using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports joinable threads that nobody joins or detaches.</summary>
public sealed class UnjoinedThread() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK1002",
        Name = "UnjoinedThread",
        Title = "Thread is neither joined nor detached",
        ShortDescription = "A joinable thread is created and on some path neither joined nor detached, so that it keeps its stack after its end.",
        Explanation = """
            A joinable thread that has ended keeps its stack and its descriptor until somebody joins or detaches it: on Linux eight
            megabytes of address space each, by default. A program that creates such threads again and again runs out of memory
            or of threads, and `pthread_create` fails with `EAGAIN`.

            ## Example

            ```c
            void start_backup(void)
            {
                pthread_t thread;
                pthread_create(&thread, NULL, backup, NULL);
            }                                  /* the only handle is gone */
            ```

            ## What to do

            Join the thread where its work must be finished; detach it, or create it detached, where nobody waits for it. A failed
            `pthread_tryjoin_np` or `pthread_timedjoin_np` leaves the thread joinable.

            ## What is not reported

            Handles kept in a field or global that some function of the program joins or detaches; handles given to functions that are
            not seen; threads created on a path on which the process ends.
            """,
        DefaultLevel = Level.Warning,
        Precision = Precision.High,
        Cwe = [772, 401],
        Cert = ["CON39-C"],
        Tags = ["concurrency", "leak"],
        Since = "0.1",
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program)
    {
        var reported = new HashSet<Cleak.Ir.SourceSpan>();
        foreach (Defect defect in function.Defects)
        {
            bool isLost = defect is { Kind: DefectKind.Lost or DefectKind.LostAtExit, Resource: ResourceKind.Thread };
            if (isLost && !IsTakenCareOf(Creation(function, defect.Primary), program) && reported.Add(defect.Primary))
            {
                string routine = Routine(function, defect.Primary, program);
                yield return Flows.Finding(Rule, defect, program, $"The thread{routine} created{(defect.Subject.Length > 0 ? $" as '{defect.Subject}'" : "")} by '{defect.Callee}' is neither joined nor detached on this path.");
            }
        }

        foreach (ThreadCreation creation in function.Creations)
        {
            bool isKept = creation.IsDirect && !creation.KeptIn.IsEmpty && (creation.States & (DetachStates.Detached | DetachStates.Unknown)) == 0;
            if (isKept && !IsTakenCareOf(creation, program) && reported.Add(creation.Span))
            {
                string routine = Routine(function, creation.Span, program);
                yield return new Finding(Rule, creation.Span, $"The thread{routine} is kept in '{creation.KeptIn[0]}', which nothing in the program joins or detaches.")
                {
                    Function = function.Function.Name,
                    CodeFlow = Flows.Of([TraceStep.Here(creation.Span, function.Function.Name, $"thread created by '{creation.Callee}', its handle kept in '{creation.KeptIn[0]}'", FlowStepKinds.Spawn | FlowStepKinds.Store)]),
                    FingerprintParts = [creation.KeptIn[0].ToString()],
                };
            }
        }
    }

    /// <summary>
    /// The thread detaches itself, or leaves its handle to one who joins; or the handle is kept where something in the program joins.
    /// </summary>
    private static bool IsTakenCareOf(ThreadCreation? creation, ProgramFacts program) =>
        creation is not null
        && (creation.KeptIn.Any(program.IsJoinedSomewhere)
            || (!creation.StartRoutines.IsEmpty && creation.StartRoutines.All(routine => program.DetachesItself(routine) || program.HandsItselfOver(routine))));

    private static ThreadCreation? Creation(FunctionFacts function, Cleak.Ir.SourceSpan span) => function.Creations.FirstOrDefault(creation => creation.Span == span);

    /// <summary>The start routine in words, where it is one.</summary>
    private static string Routine(FunctionFacts function, Cleak.Ir.SourceSpan creation, ProgramFacts program)
    {
        if (Creation(function, creation) is { StartRoutines: [var routine] })
        {
            return $" '{program.Program.Functions[routine].Name}'";
        }

        return "";
    }
}
