using System.Globalization;
using Cleak.Findings;

namespace Cleak.Reporting;

/// <summary>
/// Names for the threads of one code flow, no two alike: <c>worker (created at server.c:88)</c>; where that does not tell them apart, the second
/// "worker" is "worker 2".
/// </summary>
internal sealed class ThreadNames
{
    private readonly Dictionary<FlowThread, string> names = [];
    private readonly List<FlowThread> threads = [];

    public ThreadNames(CodeFlow flow, FileTable files)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (FlowThread thread in flow.Threads)
        {
            string full = thread.Created.IsNone
                ? thread.Name
                : string.Create(CultureInfo.InvariantCulture, $"{thread.Name} (created at {Path.GetFileName(files[thread.Created].Path)}:{thread.Created.Line})");
            string name = full;
            for (int n = 2; !taken.Add(name); n++)
                name = $"{full} {n}";
            names.Add(thread, name);
            threads.Add(thread);
        }
    }

    /// <summary>True when a reader must be told which thread does what.</summary>
    public bool AreNeeded => names.Count > 1;

    public string this[FlowThread thread] => names[thread];

    /// <summary>The threads that appear before it: how far its steps stand to the right.</summary>
    public int Lane(FlowThread thread) => threads.IndexOf(thread);
}
