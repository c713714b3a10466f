using System.Globalization;

namespace Cleak.Driver.Live;

/// <summary>A running process of this machine, as Linux shows it below /proc (proc(5)).</summary>
public sealed class LiveProcess
{
    private readonly int id;
    private readonly string folder;
    private readonly string birth;

    /// <param name="id">The process' number.</param>
    /// <param name="proc">The folder where processes are shown.</param>
    /// <exception cref="LiveProcessException">There is no such process, or it may not be looked at.</exception>
    public LiveProcess(int id, string proc = "/proc")
    {
        this.id = id;
        folder = Path.Join(proc, id.ToString(CultureInfo.InvariantCulture));
        if (!Directory.Exists(Path.Join(proc, "self")))
        {
            throw new LiveProcessException($"there is no {proc} with processes in it: a live process can be looked at on Linux alone");
        }

        if (!Directory.Exists(folder))
        {
            throw new LiveProcessException($"no process has the number {id}");
        }

        birth = Birth() ?? throw new LiveProcessException($"no process has the number {id}");
        Name = Read("comm").Trim();
    }

    /// <summary>What the kernel calls it: the first 15 letters of its program's name.</summary>
    public string Name { get; }

    /// <exception cref="LiveProcessException">The process has ended, or may not be looked at.</exception>
    public StackSample Sample(TimeSpan time)
    {
        // A thread that starts or ends meanwhile counts as running: no stack is called idle that is not.
        int before = CountTasks();
        IReadOnlyList<ThreadStack> stacks = ThreadStack.In(ReadMaps());
        int after = CountTasks();
        if (Birth() != birth)
        {
            throw Ended();
        }

        return StackSample.Of(time, Math.Max(before, after), stacks);
    }

    /// <summary>Bytes of thread stacks that are in memory now; those that are only reserved cost nothing.</summary>
    /// <exception cref="LiveProcessException">The process has ended, or may not be looked at.</exception>
    public long ResidentBytes()
    {
        string[] lines = Read("smaps").Split('\n');
        HashSet<string> starts = [.. ThreadStack.In(lines).Select(stack => stack.Start.ToString("x", CultureInfo.InvariantCulture))];
        long bytes = 0;
        bool isStack = false;
        foreach (string line in lines)
        {
            int dash = line.IndexOf('-', StringComparison.Ordinal), space = line.IndexOf(' ', StringComparison.Ordinal);
            if (dash > 0 && space > dash)
            {
                isStack = starts.Contains(line[..dash].TrimStart('0'));
            }
            else if (isStack && line.StartsWith("Rss:", StringComparison.Ordinal) && long.TryParse(line.AsSpan(4).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture, out long kibibytes))
            {
                bytes += kibibytes << 10;
            }
        }

        return bytes;
    }

    private string[] ReadMaps()
    {
        string text = Read("maps");
        return text.Length > 0 ? text.Split('\n')
            : Birth() == birth ? throw new LiveProcessException($"process {id} ('{Name}') has no memory of its own: it is a thread of the kernel, or has ended and waits for its parent")
            : throw Ended();
    }

    private int CountTasks()
    {
        try
        {
            return Directory.EnumerateDirectories(Path.Join(folder, "task")).Count();
        }
        catch (UnauthorizedAccessException)
        {
            throw Denied();
        }
        catch (IOException)
        {
            throw Ended();
        }
    }

    private string Read(string file)
    {
        try
        {
            return File.ReadAllText(Path.Join(folder, file));
        }
        catch (UnauthorizedAccessException)
        {
            throw Denied();
        }
        catch (IOException)
        {
            // The kernel answers ESRCH or ENOENT for a process that has ended, and EPERM or EIO where it may not be looked at.
            throw Birth() == birth ? Denied() : Ended();
        }
    }

    /// <summary>When the process was started, in ticks of the kernel's: another process of the same number has another; null where there is none.</summary>
    private string? Birth()
    {
        try
        {
            // The second word, the name in brackets, may hold anything; the start time is the 20th behind it.
            string stat = File.ReadAllText(Path.Join(folder, "stat"));
            string[] words = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return words.Length > 19 ? words[19] : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private LiveProcessException Denied() => new($"/proc denies a look at the memory of process {id} ('{Name}')")
    {
        WayOut = "It shows it to the user whose process it is, and to root: run cleak as one of them. A process that changed its user or was made undumpable is root's.",
    };

    private LiveProcessException Ended() => new($"process {id} ('{Name}') has ended") { HasEnded = true };
}
