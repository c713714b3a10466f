namespace Cleak.Driver.Workers;

/// <summary>In which order items are begun. Results do not depend on it.</summary>
internal static class WorkOrder
{
    /// <summary>So that no large item is left to run alone at the end.</summary>
    public static int[] LargestFirst(IReadOnlyList<WorkItem> items) =>
        [.. Enumerable.Range(0, items.Count).OrderByDescending(index => items[index].Size)];
}
