namespace Cleak.Analysis;

/// <summary>What is done with a resource, in the words that people use of its kind: for texts only.</summary>
internal static class ResourceWords
{
    public static string Acquired(ResourceKind kind) => kind switch
    {
        ResourceKind.Descriptor or ResourceKind.Stream or ResourceKind.Directory => "opened",
        ResourceKind.Mapping => "mapped",
        ResourceKind.ThreadObject => "initialised",
        _ => "allocated",
    };

    public static string Released(ResourceKind kind) => kind switch
    {
        ResourceKind.Descriptor or ResourceKind.Stream or ResourceKind.Directory => "closed",
        ResourceKind.Mapping => "unmapped",
        ResourceKind.ThreadObject => "destroyed",
        ResourceKind.Thread => "joined",
        _ => "released",
    };
}
