using System.Text.Json;
using Cleak.Frontend.Compilation;
using Cleak.Frontend.Headers;
using Cleak.Ir;
using Xunit;

namespace Cleak.Tests.Frontend;

/// <summary>What a database says of linking, in the forms that bear, ninja and CMake write.</summary>
public sealed class LinkCommandsTests : IDisposable
{
    private readonly TemporaryTree tree = new();

    public LinkCommandsTests()
    {
        foreach (string file in new[] { "main.c", "pool.c", "lib/a.c", "lib/b.c", "tool.c" })
        {
            tree.Write(file, "int x;\n");
        }
    }

    public void Dispose() => tree.Dispose();

    [Fact]
    public void A_command_that_compiles_and_links_at_once_says_what_is_in_the_program()
    {
        const string command = "ccache gcc -O2 -o app main.c pool.c -Wl,--as-needed -ljemalloc -l pthread";
        LinkedImage image = Assert.Single(Images(("main.c", command), ("pool.c", command)));
        Assert.Equal(tree["app"], image.Path);
        Assert.Equal([tree["main.c"], tree["pool.c"]], image.Sources.AsEnumerable());
        Assert.Equal(["jemalloc", "pthread"], image.Libraries.AsEnumerable());
        Assert.True(image.IsWhole);
    }

    [Fact]
    public void Objects_archives_and_shared_libraries_of_the_same_build_are_followed_to_their_sources()
    {
        (string, string)[] compiled = [.. new[] { "main", "pool", "lib/a", "lib/b", "tool" }.Select(name => ($"{name}.c", $"cc -c {name}.c -o {name}.o"))];
        LinkedImage[] images = Images(
        [
            .. compiled,
            ("lib/a.o", "rm -f out/libparts.a && x86_64-linux-gnu-gcc-ar rcsT out/libparts.a lib/a.o && ranlib out/libparts.a"),
            ("lib/b.o", "cc -shared lib/b.o -o out/libmore.so.1 -Wl,-soname,libmore.so.1"),
            ("main.o", ": && /usr/bin/cc -g main.o pool.o -o app out/libparts.a -Lout -lmore /usr/lib/libtcmalloc_minimal.so.4 && :"),
            ("tool.o", "cc tool.o -o tool"),
        ]);
        Assert.Equal([tree["app"], tree["out/libmore.so.1"], tree["tool"]], images.Select(image => image.Path));
        Assert.Equal([tree["lib/a.c"], tree["lib/b.c"], tree["main.c"], tree["pool.c"]], images[0].Sources.AsEnumerable());
        Assert.Equal(["more", "parts", "tcmalloc_minimal"], images[0].Libraries.AsEnumerable());
        Assert.Equal([tree["tool.c"]], images[2].Sources.AsEnumerable());
    }

    [Fact]
    public void CMake_keeps_the_command_beside_the_objects()
    {
        tree.Write("CMakeFiles/app.dir/link.txt", "/usr/bin/cc -g CMakeFiles/app.dir/main.c.o -o app libparts.a -lmimalloc\n");
        tree.Write("CMakeFiles/parts.dir/link.txt", "/usr/bin/ar qc libparts.a CMakeFiles/parts.dir/lib/a.c.o\n/usr/bin/ranlib libparts.a\n");
        LinkedImage image = Assert.Single(Images(
            ("main.c", "/usr/bin/cc -o CMakeFiles/app.dir/main.c.o -c main.c"),
            ("lib/a.c", "/usr/bin/cc -o CMakeFiles/parts.dir/lib/a.c.o -c lib/a.c")));
        Assert.Equal([tree["lib/a.c"], tree["main.c"]], image.Sources.AsEnumerable());
        Assert.Equal(["mimalloc", "parts"], image.Libraries.AsEnumerable());
    }

    [Fact]
    public void Commands_that_only_compile_say_nothing_but_the_libraries_they_name()
    {
        Assert.Empty(Images(("main.c", "cc -c main.c -o main.o"), ("pool.c", "python3 gen.py pool.c -o pool.h")));
        LinkedImage named = Assert.Single(Images(("main.c", "cc -c main.c -ljemalloc")));
        Assert.False(named.IsWhole);
        Assert.Equal([tree["main.c"]], named.Sources.AsEnumerable());
    }

    [Fact]
    public void Entries_that_link_are_no_sources()
    {
        CompilationPlan plan = Plan(("main.c", "cc -c main.c"), ("main.o", "cc main.o -o app"));
        Assert.Equal([tree["main.c"]], plan.Commands.Select(command => command.File));
        Assert.DoesNotContain(plan.Notes, note => note.Contains("something else than C", StringComparison.Ordinal));
    }

    private LinkedImage[] Images(params (string File, string Command)[] entries) => [.. Plan(entries).Images];

    private CompilationPlan Plan(params (string File, string Command)[] entries)
    {
        string database = tree.Write("compile_commands.json", JsonSerializer.Serialize(entries.Select(entry => new { directory = tree.Root, file = entry.File, command = entry.Command })));
        return CompilationPlanner.Plan(new CompilationRequest { Paths = [database] }, SystemHeaders.Probe());
    }
}
