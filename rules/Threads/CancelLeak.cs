using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports what a cancelled thread leaves behind.</summary>
public sealed class CancelLeak() : Rule(Text)
{
    private static readonly RuleDescriptor Text = new()
    {
        Id = "CK1008",
        Name = "CancelLeak",
        Title = "Cancellation of a thread loses what it holds",
        ShortDescription = "A thread that the program cancels holds a resource across a cancellation point with no cleanup handler.",
        Explanation = """
            `pthread_cancel` ends a thread in the middle of a function: at its next cancellation point, such as `read`, `sleep` or
            `pthread_cond_wait`. Cleanup handlers run and nothing else does. What only the variables of the functions on its stack name is lost.

            ## Example

            ```c
            static void *poll_sensor(void *device)
            {
                for (;;) {
                    char *frame = malloc(4096);
                    if (read(*(int *)device, frame, 4096) > 0)   /* cancelled here, and frame is lost */
                        publish(frame);
                    free(frame);
                }
            }
            ```

            ## What to do

            Register the release by `pthread_cleanup_push` before the first cancellation point; or disable cancellation by
            `pthread_setcancelstate` while something is held; or let the thread end by a flag that it looks at.

            ## What is not reported

            What is held where a cleanup handler is pushed, whatever that handler does; what a field or a global names, too; functions that a
            cancelled thread calls only while its cancellation is disabled; functions that may be cancellation points (stdio); locks.
            """,
        DefaultLevel = Level.Warning,
        Precision = Precision.Medium,
        Cwe = [772],
        Cert = ["POS47-C"],
        Tags = ["concurrency", "leak"],
        Since = "0.1",
    };

    public override IEnumerable<Finding> Check(ProgramFacts program)
    {
        Dictionary<int, CancelledRun> cancelled = CancelledThreads.Of(program);
        return from function in program.Functions
               where cancelled.ContainsKey(function.Function.Id)
               let run = cancelled[function.Function.Id]
               from defect in function.Defects
               where defect.Kind == DefectKind.HeldAtCancellation
               select Flows.Finding(Text, defect, program, Message(defect, program.Program.Functions[run.Entry].Name), run.Steps) with
               {
                   RelatedLocations = Flows.Related(defect.Related, "the thread may end here"),
               };
    }

    private static string Message(Defect defect, string thread) =>
        $"What {(defect.Subject.Length > 0 ? $"'{defect.Subject}' gets from '{defect.Callee}'" : $"'{defect.Callee}' hands out")} is lost if the thread '{thread}' is cancelled in ['{defect.Target}'](1).";
}
