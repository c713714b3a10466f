using System.Collections.Immutable;
using Cleak.Clang;
using Cleak.Driver.Units;
using Cleak.Driver.Workers;
using Cleak.Frontend.Compilation;
using Cleak.Frontend.Parsing;
using Cleak.Ir;
using Xunit;

namespace Cleak.Tests.Frontend;

public sealed class UnitPrefixTests : IDisposable
{
    private const string Header = """
        #ifndef APP_H
        #define APP_H
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include "list.h"

        struct app { char name[32]; struct list *items; unsigned flags : 3; int (*run)(struct app *); };
        extern struct app *current;
        static const int limits[] = { 1, 2, 3 };
        static int counter;
        __attribute__((malloc)) void *app_alloc(size_t size);
        void app_cleanup(struct app **app);
        #define APP_NEW() ((struct app *)app_alloc(sizeof(struct app)))
        static inline unsigned app_flags(const struct app *app) { return app->flags; }
        MORE
        static inline struct app *app_make(const char *name)
        {
            struct app *app = APP_NEW();
            if (app != NULL)
                strncpy(app->name, name, sizeof app->name - 1);
            counter++;
            return app;
        }
        #endif
        """;

    private readonly TemporaryTree tree = new();

    public UnitPrefixTests()
    {
        tree.Write("list.h", "#pragma once\nstruct list { struct list *next; void *data; };\nstatic inline int list_empty(const struct list *l) { return l->next == NULL; }\n");
        tree.Write("app.h", Padded(Header.Replace("MORE", "", StringComparison.Ordinal)));
    }

    public void Dispose() => tree.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("#define GETTER(field, type) static inline type get_##field(const struct app *app) { return app->field; }\nGETTER(items, struct list *)\nGETTER(run, void *)")]
    public void Units_that_load_what_they_begin_with_come_out_as_those_that_read_it(string more)
    {
        tree.Write("app.h", Padded(Header.Replace("MORE", more, StringComparison.Ordinal)));
        ImmutableArray<CompileCommand> commands = [.. Enumerable.Range(0, 5).Select(i => Unit($"unit{i}.c", $$"""
            /* A licence. */
            #include <stdio.h>
            #include "app.h"   // the umbrella
            #include <errno.h>
            #include "list.h"

            static struct app *last{{i}};
            int use{{i}}(const char *name)
            {
                __attribute__((cleanup(app_cleanup))) struct app *app = app_make(name);
                printf("%s %u %d %d\n", app->name, app_flags(app), limits[{{i % 3}}], list_empty(app->items));
                last{{i}} = app;
                return errno == EINTR ? atoi(name) : counter;
            }
            """))];

        string[] together = [.. Load(commands).Select(Text)];

        Assert.True(IsPrecompiled(commands), "the units do not share what they begin with: nothing is compared");
        Assert.Equal(commands.Select(command => Text(Load([command]).Single())), together);
        Assert.Contains("app_make", together[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("int x;\n#ifndef G\n#define G\n#endif\n", "a part of it is read again by whoever includes it again")]
    [InlineData("#ifndef G\n#define G\n#include \"missing.h\"\n#endif\n", "it is not whole")]
    [InlineData("#ifndef G\n#define G\nint broken(\n#endif\n", "it has errors")]
    public void What_is_no_stand_in_for_the_text_is_not_used(string header, string why)
    {
        tree.Write("odd.h", Padded(header));
        ImmutableArray<CompileCommand> commands = [.. Enumerable.Range(0, 4).Select(i => Unit($"odd{i}.c", $"#include \"odd.h\"\nint f{i}(void) {{ return {i}; }}\n"))];

        Assert.False(IsPrecompiled(commands), why);
        Assert.Equal(commands.Select(command => Text(Load([command]).Single())), Load(commands).Select(Text));
    }

    [Fact]
    public void Errors_behind_the_beginning_are_told_as_ever()
    {
        ImmutableArray<CompileCommand> commands = [.. Enumerable.Range(0, 4).Select(i => Unit($"bad{i}.c", $"#include \"app.h\"\n#include \"gone{i}.h\"\nint f{i}(void) {{ return undeclared; }}\n"))];

        LoadedUnit[] units = Load(commands);

        Assert.True(IsPrecompiled(commands));
        Assert.All(units, unit => Assert.Equal(2, unit.Facts.ErrorCount));
        Assert.Equal(["gone0.h", "gone1.h", "gone2.h", "gone3.h"], units.SelectMany(unit => unit.Facts.MissingHeaders));
    }

    [Fact]
    public void Units_share_what_they_begin_with_under_the_same_flags_and_in_sight_of_the_same_file()
    {
        tree.Write("other/app.h", "#pragma once\nint other;\n");
        ImmutableArray<CompileCommand> commands =
        [
            .. Enumerable.Range(0, 4).Select(i => Unit($"a{i}.c", "#include \"app.h\"\n")),
            .. Enumerable.Range(0, 4).Select(i => Unit($"b{i}.c", "#include \"app.h\"\n", "-DOTHER")),
            .. Enumerable.Range(0, 4).Select(i => Unit($"other/c{i}.c", "#include \"app.h\"\n")),
            .. Enumerable.Range(0, 3).Select(i => Unit($"d{i}.c", "#include \"list.h\"\n")),
            .. Enumerable.Range(0, 4).Select(i => Unit($"e{i}.c", "#define FIRST\n#include \"app.h\"\n")),
            .. Enumerable.Range(0, 4).Select(i => Unit($"f{i}.c", "#include <stdio.h>\n")),
        ];

        PrefixPlan plan = PrefixPlan.Of(commands, () => tree.Root);

        Assert.Equal([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1], commands.Select((_, i) => plan.IndexOf(i)));
    }

    [Fact]
    public void Without_room_for_temporary_files_nothing_is_shared() =>
        Assert.Empty(PrefixPlan.Of([.. Enumerable.Range(0, 4).Select(i => Unit($"a{i}.c", "#include \"app.h\"\n"))], () => null).Prefixes);

    [Theory]
    [InlineData("#include \"a.h\"\nint x;", "a.h")]
    [InlineData("// one\n/* two */ #  include <s.h> // three\n#include \"a.h\"\n#include \"b.h\"\n", "s.h a.h")]
    [InlineData("#include <s.h>\n#if X\n#include \"a.h\"\n#endif\n", "")]
    [InlineData("#include MACRO\n#include \"a.h\"\n", "")]
    [InlineData("#include_next \"a.h\"\n", "")]
    [InlineData("#include \"a.h\" extra\n", "")]
    [InlineData("#pragma once\n#include \"a.h\"\n", "")]
    [InlineData("int x;\n#include \"a.h\"\n", "")]
    [InlineData("", "")]
    public void The_head_of_a_text_is_its_includes_down_to_the_first_quoted_one(string text, string names) =>
        Assert.Equal(names, string.Join(' ', IncludeScanner.Head(System.Text.Encoding.UTF8.GetBytes(text)).Select(include => include.Name)));

    /// <summary>Of a size that is worth saving.</summary>
    private static string Padded(string text) => text + "\n/*" + new string(' ', 100 << 10) + "*/\n";

    private static bool IsPrecompiled(ImmutableArray<CompileCommand> commands) => ParseThread.Run(() =>
    {
        string folder = Directory.CreateTempSubdirectory("cleak-test-").FullName;
        try
        {
            using IndexHandle index = IndexHandle.Create();
            using var parser = new UnitParser(index, Parses.Headers());
            return parser.Precompile(PrefixPlan.Of(commands, () => folder).Prefixes.Single());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    });

    private static LoadedUnit[] Load(ImmutableArray<CompileCommand> commands) =>
        [.. UnitLoader.Load(commands, new InProcessPool(() => UnitWorker.Start(new UnitWorkerOptions()), 2), 2, null, default)];

    private static string Text(LoadedUnit unit) => $"{unit.Facts.ErrorCount} {string.Join(' ', unit.Facts.MissingHeaders)}\n{IrPrinter.Print(unit.Unit!)}";

    private CompileCommand Unit(string name, string text, params string[] flags) => Parses.Command(tree.Write(name, text), flags);
}
