using System.Collections.Immutable;

namespace Cleak.Frontend.Compilation;

/// <summary>
/// Takes from a command line what changes the meaning of the source, by an allow-list; the rest is dropped and counted.
/// A compilation database may come from anywhere: of what it says nothing loads code, writes a file or leaves the tree.
/// </summary>
public static class CompilerFlags
{
    /// <summary>Filters <paramref name="arguments"/>, the compiler's name first, as run in <paramref name="directory"/>.</summary>
    public static FilteredFlags Filter(IReadOnlyList<string> arguments, string directory, TrustedFolders trusted)
    {
        CompilerName compiler = CompilerName.Of(arguments);
        var filter = new Pass(directory, trusted) { Target = compiler.Target };
        filter.Read(arguments, first: 1);
        bool isC = filter.Language is null ? !compiler.IsCPlusPlus : filter.Language == "c";
        return new FilteredFlags(filter.Kept.ToImmutable(), filter.Standard, filter.Target, isC, filter.Dropped.ToImmutable()) { IsOpenMp = filter.IsOpenMp };
    }

    /// <summary>Filters flags alone, without a compiler's name before them.</summary>
    public static FilteredFlags FilterFlags(IReadOnlyList<string> flags, string directory, TrustedFolders trusted)
    {
        var filter = new Pass(directory, trusted);
        filter.Read(flags, first: 0);
        return new FilteredFlags(
            filter.Kept.ToImmutable(), filter.Standard, filter.Target, filter.Language is null or "c", filter.Dropped.ToImmutable())
        { IsOpenMp = filter.IsOpenMp };
    }

    private sealed class Pass(string directory, TrustedFolders trusted)
    {
        public ImmutableArray<string>.Builder Kept { get; } = ImmutableArray.CreateBuilder<string>();

        public ImmutableArray<DroppedFlag>.Builder Dropped { get; } = ImmutableArray.CreateBuilder<DroppedFlag>();

        public string? Standard { get; private set; }

        public string? Target { get; set; }

        public string? Language { get; private set; }

        public bool IsOpenMp { get; private set; }

        public void Read(IReadOnlyList<string> arguments, int first)
        {
            for (int i = first; i < arguments.Count; i++)
            {
                string argument = arguments[i];
                if (argument == "--") return;
                // Sources, objects, and the stray values of unknown flags.
                if (argument.Length < 2 || argument[0] != '-') continue;

                if (FlagTable.Find(argument) is not { } flag)
                {
                    Drop(argument, DropReason.Unknown);
                    continue;
                }
                string value = argument[flag.Name.Length..];
                if (flag.Shape == FlagShape.Separate || (flag.Shape == FlagShape.JoinedOrSeparate && value.Length == 0))
                {
                    if (i + 1 >= arguments.Count) return;
                    value = arguments[++i];
                }
                Use(flag, argument, value);
            }
        }

        private void Use(Flag flag, string argument, string value)
        {
            string name = flag.CanonicalName ?? flag.Name;
            switch (flag.Use)
            {
                case FlagUse.Keep:
                    Kept.Add(name + value);
                    break;
                case FlagUse.Macro:
                    UseMacro(name, value);
                    break;
                case FlagUse.Folder:
                    UseFolder(name, value);
                    break;
                case FlagUse.Header:
                    UseHeader(name, value);
                    break;
                case FlagUse.Standard:
                    UseStandard(flag.Shape == FlagShape.Alone ? "c89" : value);
                    break;
                case FlagUse.Language:
                    Language = value == "none" ? null : value;
                    break;
                case FlagUse.Target:
                    Target = value;
                    break;
                case FlagUse.Preprocessor:
                    UsePreprocessorList(value);
                    break;
                case FlagUse.OpenMp:
                    IsOpenMp = true;
                    break;
                case FlagUse.Ignore:
                    Drop(flag.Name is "-f" or "-m" ? argument : flag.Name, flag.Name is "-f" or "-m" ? DropReason.Unknown : DropReason.Irrelevant);
                    break;
                default:
                    Drop(flag.Name, DropReason.Refused);
                    break;
            }
        }

        private void UseMacro(string name, string value)
        {
            // The C library's checking wrappers stand before the functions that the analysis knows.
            if (value.Split('=')[0] == "_FORTIFY_SOURCE") Drop("-D_FORTIFY_SOURCE", DropReason.Irrelevant);
            else if (value.Length > 0) Kept.Add(name + value);
        }

        private void UseFolder(string name, string value)
        {
            if (trusted.Resolve(value, directory) is not { } folder) Drop(name, DropReason.Outside);
            else if (IsGccBuiltinFolder(folder)) Drop(name, DropReason.Irrelevant);
            else if (name == "-I") Kept.Add(name + folder);
            else if (name == "--sysroot") Kept.Add(name + "=" + folder);
            else Kept.AddRange(name, folder);
        }

        private void UseHeader(string name, string value)
        {
            string full = Path.GetFullPath(value, directory);
            if (File.Exists(full))
            {
                if (trusted.Resolve(value, directory) is { } trustedHeader) Kept.AddRange(name, trustedHeader);
                else Drop(name, DropReason.Outside);
            }
            else if (!Path.IsPathRooted(value) && !value.Split('/', '\\').Contains(".."))
            {
                // Looked up along the include folders, which are trusted ones.
                Kept.AddRange(name, value);
            }
            else
            {
                Drop(name, DropReason.Outside);
            }
        }

        private void UseStandard(string value)
        {
            if (FlagTable.StandardName(value) is { } standard) Standard = standard;
            else Drop("-std=" + value, DropReason.Unknown);
        }

        private void UsePreprocessorList(string list)
        {
            foreach (string part in list.Split(',', StringSplitOptions.RemoveEmptyEntries))
            {
                if (part.StartsWith("-D", StringComparison.Ordinal) || part.StartsWith("-U", StringComparison.Ordinal)) UseMacro(part[..2], part[2..]);
                else if (part[0] == '-') Drop("-Wp," + part, DropReason.Refused);
            }
        }

        /// <summary>gcc's own headers (stddef.h and so on) are written for gcc; clang's or ours take their place.</summary>
        private static bool IsGccBuiltinFolder(string folder) =>
            (folder.Contains("/lib/gcc/", StringComparison.Ordinal) || folder.Contains("/lib/gcc-cross/", StringComparison.Ordinal)
                || folder.Contains("/lib64/gcc/", StringComparison.Ordinal))
            && (folder.EndsWith("/include", StringComparison.Ordinal) || folder.EndsWith("/include-fixed", StringComparison.Ordinal));

        private void Drop(string name, DropReason reason) => Dropped.Add(new DroppedFlag(name, reason));
    }
}
