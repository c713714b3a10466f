using Cleak.Findings;

namespace Cleak.Reporting;

/// <summary>Notifications by place, rule and message.</summary>
internal sealed class NotificationOrder(FileTable files) : IComparer<Notification>
{
    public int Compare(Notification? x, Notification? y)
    {
        if (x is null || y is null)
            return Comparer<object>.Default.Compare(x, y);
        int order = FindingOrder.ComparePlaces(files, x.Location, y.Location);
        if (order == 0)
            order = string.CompareOrdinal(x.Rule.Id, y.Rule.Id);
        return order != 0 ? order : string.CompareOrdinal(x.Message, y.Message);
    }
}
