using Cleak.Ir;

namespace Cleak.Findings;

/// <summary>The thread, forked child or signal handler in which a step happens.</summary>
/// <param name="Id">Number within one code flow.</param>
/// <param name="Name">What a reader calls it, such as <c>main</c>, <c>worker</c> or <c>child</c>.</param>
public sealed record FlowThread(int Id, string Name)
{
    /// <summary>The call that creates the thread; none for the first.</summary>
    public SourceSpan Created { get; init; }

    /// <summary>The thread that runs where nothing else is said.</summary>
    public static FlowThread Main { get; } = new(0, "main");
}
