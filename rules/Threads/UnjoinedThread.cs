using Cleak.Analysis;
using Cleak.Findings;
using Cleak.Ir;

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

            The handle may also be kept and never used, or be written over by that of the next thread: a field that each session fills
            anew holds one thread, and a join at the very end joins the last one alone.

            ## What to do

            Join the thread where its work must be finished; detach it, or create it detached, where nobody waits for it. A failed
            `pthread_tryjoin_np` or `pthread_timedjoin_np` leaves the thread joinable; cancelling, signalling or setting a flag ends a
            thread and joins nobody.

            ## What is not reported

            Handles kept in a field or global that some function of the program joins or detaches, unless the next thread's is written over
            them before; handles given to functions that are not seen; threads created on a path on which the process ends. A thread
            that never ends, or that the program creates once and that serves until its end, is a note: to detach it says that it is meant.
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
        var reported = new HashSet<SourceSpan>();
        foreach (Defect defect in function.Defects)
        {
            bool isLost = defect is { Kind: DefectKind.Lost or DefectKind.LostAtExit, Resource: ResourceKind.Thread };
            ThreadCreation? creation = isLost ? program.Threads.CreationAt(function.Function.Id, defect.Primary) : null;
            if (isLost && !IsTakenCareOf(creation, program, defect.IsOverwritten || defect.IsDropped) && !IsToldAtCreation(creation, program) && reported.Add(defect.Primary))
            {
                string name = defect.Subject.Length > 0 ? $" as '{defect.Subject}'" : "";
                string how = defect.IsOverwritten ? "its handle is overwritten before it is joined or detached" : "it is neither joined nor detached on this path";
                yield return Flows.Finding(Rule, defect, program, $"The thread{Routine(creation, program)} is created{name} by '{defect.Callee}', and {how}.") with { Level = LevelOf(creation, program) };
            }
        }

        foreach (ThreadCreation creation in function.Creations.IsEmpty ? [] : program.Threads.CreationsOf(function.Function.Id))
        {
            bool isKept = creation is { IsDirect: true, KeptIn.IsEmpty: false } || program.Threads.KeptByCall(creation) is not null;
            if (isKept && IsJoinable(creation) && Kept(creation, function, program) is { } finding && reported.Add(creation.Span))
            {
                yield return finding;
            }
        }
    }

    /// <summary>The handle is kept where nobody joins, or where the next one is written over it.</summary>
    private static Finding? Kept(ThreadCreation creation, FunctionFacts function, ProgramFacts program)
    {
        HandlePlace place = program.Threads.KeptByCall(creation) ?? creation.KeptIn[0];
        TraceStep created = TraceStep.Here(creation.Span, function.Function.Name, $"thread created by '{creation.Callee}', its handle kept in '{place}'", FlowStepKinds.Spawn | FlowStepKinds.Store);
        string routine = Routine(creation, program);
        if (!IsTakenCareOf(creation, program, isGone: false))
        {
            if (IsToldAtCreation(creation, program))
            {
                return null;
            }

            return new Finding(Rule, creation.Span, $"The thread{routine} is kept in '{place}', which nothing in the program joins or detaches.")
            {
                Level = LevelOf(creation, program),
                Function = function.Function.Name,
                CodeFlow = Flows.Of([created]),
                FingerprintParts = [place.ToString()],
            };
        }

        if (EndsByItself(creation, program) || program.Threads.RenewedWithoutJoin(creation) is not { } renewed)
        {
            return null;
        }

        ThreadEnd end = program.Threads.KeptEndsOf(creation).First();
        TraceStep late = TraceStep.Here(end.Span, program.Program.Functions[end.Function].Name, $"'{end.Callee}' joins the last thread alone", FlowStepKinds.Join);
        TraceStep again = TraceStep.Here(creation.Span, function.Function.Name, $"the next thread's handle is written over it in '{place}'", FlowStepKinds.Spawn | FlowStepKinds.Lost | FlowStepKinds.Defect);
        return new Finding(Rule, creation.Span, $"The thread{routine} is created anew each time and kept in '{place}', where the one before it is neither joined nor detached.")
        {
            Function = function.Function.Name,
            CodeFlow = Flows.Of([created, renewed, again, late]),
            FingerprintParts = [place.ToString(), "again"],
        };
    }

    /// <summary>The callee that creates the thread keeps its handle where nothing joins it: that is said there.</summary>
    private static bool IsToldAtCreation(ThreadCreation? creation, ProgramFacts program) =>
        creation is { IsDirect: false, KeptIn.IsEmpty: false }
        && ((!creation.KeptIn.Any(place => program.Threads.IsJoinedSomewhere(place, creation.Function)) && program.Threads.Creations.Any(made => made.IsDirect && made.KeptIn.Any(creation.KeptIn.Contains)))
            || (creation.Through >= 0 && program.Threads.CreationsOf(creation.Through).Any(inner => program.Threads.KeptByCall(inner) is not null && IsJoinable(inner) && !program.Threads.IsJoinedSomewhere(inner))));

    private static bool IsJoinable(ThreadCreation creation) =>
        (creation.States & (DetachStates.Joinable | DetachStates.Detached | DetachStates.Unknown)) == DetachStates.Joinable;

    /// <summary>
    /// The thread detaches itself, or leaves its handle to one who joins; or the handle is kept where something in the program joins.
    /// </summary>
    /// <param name="isGone">The handle is where nobody finds it any more.</param>
    private static bool IsTakenCareOf(ThreadCreation? creation, ProgramFacts program, bool isGone) =>
        creation is not null && ((!isGone && program.Threads.IsJoinedSomewhere(creation)) || EndsByItself(creation, program));

    private static bool EndsByItself(ThreadCreation creation, ProgramFacts program) =>
        !creation.StartRoutines.IsEmpty && creation.StartRoutines.All(routine => program.Threads.DetachesItself(routine) || program.Threads.HandsItselfOver(routine));

    /// <summary>A thread for the life of the process costs nothing that its end would give back: a hint, no defect.</summary>
    private static Level LevelOf(ThreadCreation? creation, ProgramFacts program)
    {
        if (creation is null || creation.StartRoutines.IsEmpty)
        {
            return Rule.DefaultLevel;
        }

        bool neverEnds = creation.StartRoutines.All(program.Threads.NeverEnds);
        bool isForLife = neverEnds || (creation.StartRoutines.All(program.Threads.Serves) && program.Threads.HappensOnce(creation));
        return isForLife ? Level.Note : Rule.DefaultLevel;
    }

    /// <summary>The start routines in words, where they are few.</summary>
    private static string Routine(ThreadCreation? creation, ProgramFacts program) =>
        creation is { StartRoutines.Length: 1 or 2 } ? " " + string.Join(" or ", creation.StartRoutines.Select(routine => $"'{program.Program.Functions[routine].Name}'")) : "";
}
