using System.Text.Json;
using Cleak.Clang;
using Cleak.Frontend.Compilation;
using Cleak.Frontend.Headers;
using Cleak.Frontend.Parsing;
using Xunit;

namespace Cleak.Tests.Frontend;

/// <summary>A database from a stranger: whatever it says, a parse writes no file, loads no code and tells no secret.</summary>
public sealed class HostileDatabaseTests : IDisposable
{
    private readonly TemporaryTree tree = new();
    private readonly TemporaryTree outside = new();

    public void Dispose()
    {
        tree.Dispose();
        outside.Dispose();
    }

    [Fact]
    public void No_flag_writes_a_file()
    {
        string file = tree.Write("a.c", "#include <stdio.h>\nint main(void) { return 0; }\n");
        tree.Write("module.modulemap", "module m { header \"m.h\" }\n");
        tree.Write("m.h", "int m;\n");
        string target = outside["written"];
        string[][] hostile =
        [
            ["-MD", "-MF", target], ["-MMD", "-MF" + target], ["-M", "-MF", target, "-MT", "x"], ["-MJ", target], ["-Wp,-MD," + target],
            ["-Wp,-MMD," + target], ["-Xpreprocessor", "-MD", "-Xpreprocessor", target], ["-Xclang", "-dependency-dot", "-Xclang", target],
            ["-Xclang", "-dependency-file", "-Xclang", target], ["-dependency-file", target], ["-fmodules", "-fmodules-cache-path=" + target],
            ["-fmodules", "-fcxx-modules", "-fimplicit-module-maps", "-fmodules-cache-path=" + target, "-fmodule-map-file=module.modulemap"],
            ["-o", target], ["-o" + target], ["-serialize-diagnostics", target], ["--serialize-diagnostics", target], ["-emit-pch", "-o", target],
            ["-ftime-trace=" + target], ["-save-temps=obj", "-o", target], ["-fplugin=" + target], ["-fpass-plugin=" + target],
            ["-Xclang", "-load", "-Xclang", target], ["-Xclang", "-ast-dump=json"], ["--config", target], ["--config=" + target],
            ["-fprofile-generate=" + target], ["-fprofile-instr-generate=" + target], ["-ftest-coverage", "--coverage"], ["-gsplit-dwarf"],
            ["-fdump-record-layouts"], ["-fcrash-diagnostics=all", "-fcrash-diagnostics-dir=" + target], ["-gen-reproducer"],
            ["-fproc-stat-report=" + target], ["-fsave-optimization-record=yaml", "-foptimization-record-file=" + target],
            ["-Xarch_x86_64", "-MD"], ["@" + target], ["-include-pch", target], ["-ivfsoverlay", target], ["-E", "-o", target], ["-v"], ["-###"],
            ["-fsyntax-only", "-H"], ["-print-file-name=x"], ["-index-store-path", target], ["-fdepfile-entry=" + target], ["-frewrite-includes"],
        ];
        WriteDatabase(file, hostile.Select((flags, index) => (string[])[.. flags, $"-DVARIANT={index}"]));

        string[] before = tree.Listing();
        CompilationPlan plan = Plan(hostile.Length);
        Assert.Equal(hostile.Length, plan.Commands.Length);
        int whole = ParseThread.Run(() =>
        {
            using IndexHandle index = IndexHandle.Create();
            var parser = new UnitParser(index, Parses.Headers());
            int count = 0;
            foreach (CompileCommand command in plan.Commands)
            {
                using ParsedUnit unit = parser.Parse(command);
                if (unit.Facts is { IsWhole: true, Concessions.IsEmpty: true }) count++;
            }
            return count;
        });
        Assert.Equal(hostile.Length, whole);
        Assert.Equal(before, tree.Listing());
        Assert.Equal([outside[".git"]], outside.Listing());
    }

    [Fact]
    public void No_flag_brings_a_file_from_outside_into_a_message()
    {
        outside.Write("token.h", "swordfish 1;\n");
        Directory.CreateSymbolicLink(tree["door"], outside.Root);
        string file = tree.Write("a.c", "int x;\n");
        string stolen = outside["token.h"];
        string[][] hostile =
        [
            ["-include", stolen], ["-imacros", stolen], ["--include=" + stolen], ["-include", "door/token.h"], ["-I" + outside.Root, "-include", "token.h"],
            ["-Wp,-include," + stolen], ["-Xpreprocessor", "-include", "-Xpreprocessor", stolen], ["-isystem", outside.Root, "-include", "token.h"],
            ["-iquote", "door", "-include", "token.h"], ["--sysroot=" + outside.Root, "-include", "token.h"], ["-F", outside.Root], ["@" + stolen],
        ];
        WriteDatabase(file, hostile.Select((flags, index) => (string[])[.. flags, $"-DVARIANT={index}"]));
        CompilationPlan plan = Plan(hostile.Length);
        string said = ParseThread.Run(() =>
        {
            using IndexHandle index = IndexHandle.Create();
            var parser = new UnitParser(index, Parses.Headers());
            var messages = new List<string>();
            foreach (CompileCommand command in plan.Commands)
            {
                using ParsedUnit unit = parser.Parse(command);
                messages.AddRange(unit.Unit!.Diagnostics.Select(diagnostic => diagnostic.Text));
            }
            return string.Join('\n', messages);
        });
        Assert.DoesNotContain("swordfish", said, StringComparison.Ordinal);
    }

    private void WriteDatabase(string file, IEnumerable<string[]> variants) =>
        tree.Write(CompilationDatabase.FileName, JsonSerializer.Serialize(variants.Select(flags => new
        {
            directory = tree.Root,
            file,
            arguments = (string[])["cc", .. flags, "-c", file],
        })));

    private CompilationPlan Plan(int variants) =>
        CompilationPlanner.Plan(new CompilationRequest { Paths = [tree.Root], MaxVariants = variants }, SystemHeaders.Probe());
}
