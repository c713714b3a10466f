using Cleak.Findings;

namespace Cleak.Reporting;

/// <summary>Names for the threads of one code flow, no two alike: the second "worker" is "worker 2".</summary>
internal sealed class ThreadNames
{
    private readonly Dictionary<FlowThread, string> names = [];

    public ThreadNames(CodeFlow flow)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (FlowThread thread in flow.Threads)
        {
            string name = thread.Name;
            for (int n = 2; !taken.Add(name); n++)
                name = $"{thread.Name} {n}";
            names.Add(thread, name);
        }
    }

    /// <summary>True when a reader must be told which thread does what.</summary>
    public bool AreNeeded => names.Count > 1;

    public string this[FlowThread thread] => names[thread];
}
