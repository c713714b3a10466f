namespace Cleak.Analysis;

/// <summary>What a path did in its role as a process.</summary>
[Flags]
internal enum RoleFlags : byte
{
    None = 0,

    /// <summary>An exec was tried, and came back.</summary>
    TriedExec = 1,

    /// <summary>The parent has ended: the child is the process.</summary>
    Alone = 2,

    /// <summary>A write of the child of vfork is told.</summary>
    ToldWrite = 4,

    /// <summary>The path is that of the parent, behind a fork.</summary>
    Parent = 8,

    /// <summary>The fork that made the child repairs nothing in it: _Fork, or the system call itself.</summary>
    Unrepaired = 16,
}
