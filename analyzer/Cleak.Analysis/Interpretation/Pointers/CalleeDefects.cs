namespace Cleak.Analysis;

/// <summary>
/// Defects that a call brings about inside its callee. One counts only where each case of the callee that can apply has it: a callee
/// that keeps account of what it may touch has other cases, and which of them this call takes is not known.
/// </summary>
internal sealed class CalleeDefects
{
    private readonly List<(DefectKind Kind, Value Value, int Case, Action? Report)> found = [];
    private int cases = -1;
    private int firstOfCase;

    /// <summary>The call may go to one of several functions: what one of them does is not certain.</summary>
    public bool IsUncertain { get; set; }

    public void BeginCall()
    {
        found.Clear();
        cases = 0;
    }

    public void BeginCase() => firstOfCase = found.Count;

    /// <param name="applies">False where the case contradicts what the caller knows.</param>
    public void EndCase(bool applies)
    {
        if (applies)
        {
            cases++;
        }
        else
        {
            found.RemoveRange(firstOfCase, found.Count - firstOfCase);
        }
    }

    public void EndCall()
    {
        foreach ((DefectKind kind, Value value, int first, _) in found)
        {
            if (first == 0 && !IsUncertain && IsInAllCases(kind, value))
            {
                found.Find(one => one.Kind == kind && one.Value == value && one.Report is not null).Report?.Invoke();
            }
        }

        found.Clear();
        cases = -1;
    }

    /// <summary>Reports at once outside of callees.</summary>
    /// <param name="value">Tells defects of one kind and call apart.</param>
    /// <param name="report">Null for a case that has the defect only if another one has it.</param>
    public void Add(DefectKind kind, Value value, Action? report)
    {
        if (cases < 0)
        {
            report?.Invoke();
        }
        else
        {
            found.Add((kind, value, cases, report));
        }
    }

    private bool IsInAllCases(DefectKind kind, Value value)
    {
        int last = -1, count = 0;
        foreach ((DefectKind Kind, Value Value, int Case, Action? Report) other in found)
        {
            if (other.Kind == kind && other.Value == value && other.Case != last)
            {
                last = other.Case;
                count++;
            }
        }

        return count == cases;
    }
}
