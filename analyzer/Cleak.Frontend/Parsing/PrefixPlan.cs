using System.Collections.Immutable;
using Cleak.Frontend.Compilation;

namespace Cleak.Frontend.Parsing;

/// <summary>Which units begin with the same includes, in so many that parsing them once is worth the saving and loading.</summary>
public sealed class PrefixPlan
{
    /// <summary>To parse and save costs less than three parses, to load a fifth of one.</summary>
    private const int WorthFrom = 4;

    /// <summary>A licence may stand before the first include; one that comes later is left to each unit.</summary>
    private const int HeadBytes = 16 << 10;

    private readonly int[] ofCommand;

    private PrefixPlan(int[] ofCommand, ImmutableArray<UnitPrefix> prefixes)
    {
        this.ofCommand = ofCommand;
        Prefixes = prefixes;
    }

    public ImmutableArray<UnitPrefix> Prefixes { get; }

    /// <summary>The place in <see cref="Prefixes"/> of what a command's file begins with, or -1.</summary>
    public int IndexOf(int command) => ofCommand[command];

    /// <param name="commands">The units of a run.</param>
    /// <param name="folder">Gives the folder where precompiled forms are to be kept, null when none can be had; asked only when there are any.</param>
    public static PrefixPlan Of(ImmutableArray<CompileCommand> commands, Func<string?> folder)
    {
        var ofCommand = new int[commands.Length];
        Array.Fill(ofCommand, -1);
        var prefixes = ImmutableArray.CreateBuilder<UnitPrefix>();
        var groups = Enumerable.Range(0, commands.Length)
            .Select(index => (Index: index, Head: HeadOf(commands[index])))
            .Where(unit => unit.Head.Count > 0)
            .GroupBy(unit => Key(commands[unit.Index], unit.Head), unit => unit.Index)
            .Where(group => group.Count() >= WorthFrom);
        foreach (IGrouping<string, int> group in groups)
        {
            if (folder() is not { } path) break;
            CompileCommand first = commands[group.First()];
            string file = Path.Join(Path.GetDirectoryName(first.File), $".cleak-prefix-{prefixes.Count}.c");
            foreach (int index in group) ofCommand[index] = prefixes.Count;
            prefixes.Add(new UnitPrefix(first with { File = file }, [.. HeadOf(first)], Path.Join(path, $"{prefixes.Count}.pch")));
        }
        return new PrefixPlan(ofCommand, prefixes.ToImmutable());
    }

    /// <summary>Two units with the same key read the same from these includes.</summary>
    private static string Key(CompileCommand command, List<IncludeDirective> head)
    {
        string folder = Path.GetDirectoryName(command.File)!;

        // A quoted name is looked up beside the unit first; not found there, the folder plays no part.
        bool isBeside = head.Any(include => include.IsQuoted && File.Exists(Path.Join(folder, include.Name)));
        return string.Join('\0', [isBeside ? folder : "", .. head.Select(include => include.ToString()), command.Directory, command.Standard, command.Target, .. command.Flags]);
    }

    private static List<IncludeDirective> HeadOf(CompileCommand command)
    {
        // What OpenMP's directives mean is read from the files of a whole unit.
        if (command.IsOpenMp || SourceProbe.IsWithoutLength(command.File)) return [];
        try
        {
            using Microsoft.Win32.SafeHandles.SafeFileHandle handle = File.OpenHandle(command.File);
            Span<byte> head = stackalloc byte[HeadBytes];
            int length = RandomAccess.Read(handle, head, 0);
            return IncludeScanner.Head(head[..length]);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // The unit itself will tell.
            return [];
        }
    }
}
