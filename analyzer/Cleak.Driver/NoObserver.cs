using Cleak.Frontend.Compilation;

namespace Cleak.Driver;

/// <summary>For runs that nobody follows.</summary>
public sealed class NoObserver : IRunObserver
{
    private NoObserver()
    {
    }

    public static NoObserver Instance { get; } = new();

    public void Begin(RunStage stage)
    {
    }

    public void Planned(CompilationPlan plan)
    {
    }

    public void Read(int done, int total)
    {
    }
}
