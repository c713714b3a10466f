using System.Globalization;

namespace Cleak.Driver.Live;

/// <summary>
/// A mapping that looks as the C libraries make thread stacks: private writable memory of no file, right behind a small guard area
/// that nothing may touch (pthread_attr_setguardsize(3): one page by default).
/// </summary>
/// <param name="Start">Lowest address of the writable part.</param>
/// <param name="Size">Bytes of the writable part.</param>
public readonly record struct ThreadStack(ulong Start, long Size)
{
    /// <summary>PTHREAD_STACK_MIN of Linux on most machines, in bytes.</summary>
    private const long Smallest = 16 << 10;

    /// <summary>A guard above this is the rest of an allocator's arena, which reserves 64 MiB at once.</summary>
    private const long LargestGuard = 1 << 20;

    /// <summary>
    /// The thread stacks of a process. The main thread's own, named [stack], is none of them.
    /// </summary>
    /// <param name="maps">Lines of /proc/PID/maps (proc_pid_maps(5)).</param>
    public static IReadOnlyList<ThreadStack> In(IEnumerable<string> maps)
    {
        List<ThreadStack> stacks = [];
        Mapping guard = default;
        foreach (string line in maps)
        {
            if (!Mapping.TryRead(line, out Mapping mapping))
            {
                continue;
            }

            long size = (long)(mapping.End - mapping.Start);
            bool isNamed = mapping.Name.StartsWith("[anon: glibc: pthread", StringComparison.Ordinal) || mapping.Name.StartsWith("[stack:", StringComparison.Ordinal);
            bool isWritable = mapping.Permissions.StartsWith("rw", StringComparison.Ordinal) && mapping.Permissions.EndsWith('p');
            bool isGuarded = guard.End == mapping.Start && guard.End != 0 && (mapping.Name.Length == 0 || isNamed);
            if (isWritable && size >= Smallest && (isGuarded || isNamed))
            {
                stacks.Add(new ThreadStack(mapping.Start, size));
            }

            bool isGuard = mapping.Permissions.StartsWith("---", StringComparison.Ordinal) && size <= LargestGuard && (mapping.Name.Length == 0 || isNamed);
            guard = isGuard ? mapping : default;
        }

        return stacks;
    }

    private readonly record struct Mapping(ulong Start, ulong End, string Permissions, string Name)
    {
        // "7fa546142000-7fa546942000 rw-p 00000000 00:00 0                          [name]"
        public static bool TryRead(string line, out Mapping mapping)
        {
            mapping = default;
            string[] words = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
            int dash = words.Length >= 5 ? words[0].IndexOf('-', StringComparison.Ordinal) : -1;
            if (dash <= 0
                || !ulong.TryParse(words[0].AsSpan(0, dash), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong start)
                || !ulong.TryParse(words[0].AsSpan(dash + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong end)
                || words[1].Length != 4)
            {
                return false;
            }

            mapping = new Mapping(start, end, words[1], words.Length > 5 ? words[5].Trim() : "");
            return true;
        }
    }
}
