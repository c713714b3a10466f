using Cleak.Frontend.Compilation;

namespace Cleak.Driver;

/// <summary>The stages of a run, in their order.</summary>
public enum RunStage
{
    /// <summary>Which files, with which flags.</summary>
    Plan,

    /// <summary>From files to the IR.</summary>
    Read,

    /// <summary>From the IR to findings.</summary>
    Analyse,
}

/// <summary>Follows a run, for people. Nothing that it does changes the result.</summary>
public interface IRunObserver
{
    void Begin(RunStage stage);

    void Planned(CompilationPlan plan);

    /// <summary>From any thread.</summary>
    void Read(int done, int total);
}
