using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Forms programs out of units: as the build says where its commands that link are seen. Where nothing says it, each unit with a main is a program of
/// its own together with the units without main of its folder and below; units that are in no program form one library.
/// </summary>
internal static class ProgramForming
{
    public static ImmutableArray<ImmutableArray<int>> Form(IReadOnlyList<TranslationUnit> units, ImmutableArray<LinkedImage> images)
    {
        var hasMain = new bool[units.Count];
        for (int i = 0; i < units.Count; i++)
        {
            hasMain[i] = units[i].Functions.Any(f => f.Name == "main" && f.Symbol.Linkage == Linkage.External);
        }

        var programs = ImmutableArray.CreateBuilder<ImmutableArray<int>>();
        var taken = new HashSet<int>();
        AddTold(units, images, hasMain, programs, taken);
        var mains = new List<int>();
        var others = new List<int>();
        for (int i = 0; i < units.Count; i++)
        {
            if (!hasMain[i])
            {
                others.Add(i);
            }
            else if (!taken.Contains(i))
            {
                mains.Add(i);
            }
        }

        foreach (int main in mains)
        {
            string folder = Folder(units[main].Path);
            var members = new List<int> { main };
            foreach (int other in others)
            {
                if (units[other].Path.StartsWith(folder, StringComparison.Ordinal))
                {
                    members.Add(other);
                    taken.Add(other);
                }
            }

            members.Sort();
            programs.Add([.. members]);
        }

        int[] library = [.. others.Where(o => !taken.Contains(o))];
        if (library.Length > 0)
        {
            programs.Add([.. library]);
        }

        return programs.ToImmutable();
    }

    /// <summary>Programs first: a shared library that is a part of one is judged with it.</summary>
    private static void AddTold(IReadOnlyList<TranslationUnit> units, ImmutableArray<LinkedImage> images, bool[] hasMain, ImmutableArray<ImmutableArray<int>>.Builder programs, HashSet<int> taken)
    {
        if (!images.Any(image => image.IsWhole))
        {
            return;
        }

        ILookup<string, int> byPath = Enumerable.Range(0, units.Count).ToLookup(unit => units[unit].Path, StringComparer.Ordinal);
        int[][] told = [.. images.Where(image => image.IsWhole).Select(image => image.Sources.SelectMany(source => byPath[source]).Order().ToArray()).Where(members => members.Length > 0)];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (int[] members in told.Where(members => members.Any(unit => hasMain[unit])))
        {
            Add(members);
        }

        foreach (int[] members in told)
        {
            if (!members.Any(taken.Contains))
            {
                Add(members);
            }
        }

        void Add(int[] members)
        {
            if (seen.Add(string.Join(' ', members)))
            {
                programs.Add([.. members]);
                taken.UnionWith(members);
            }
        }
    }

    private static string Folder(string path) => path[..(path.LastIndexOf('/') + 1)];
}
