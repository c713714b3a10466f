using System.Collections.Immutable;
using System.Text;
using Cleak.Driver;
using Cleak.Driver.Units;
using Cleak.Driver.Workers;
using Cleak.Frontend.Compilation;
using Cleak.Ir;
using Xunit;

namespace Cleak.Tests.Driver;

public sealed class WorkerPoolTests : IDisposable
{
    private static readonly WorkerCommand Worker = new(Path.Join(AppContext.BaseDirectory, "cleak"), [SourceLoad.WorkerCommandName]);

    private readonly string folder = Directory.CreateTempSubdirectory("cleak-workers").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Units_come_back_in_the_order_in_which_they_were_asked_for(int jobs)
    {
        ImmutableArray<CompileCommand> commands = [.. Enumerable.Range(0, 12).Select(i => Source($"u{i}.c", $"int f{i}(int x) {{ return x + {i}; }}\n{new string(' ', 100 * i)}"))];

        ImmutableArray<LoadedUnit> units = UnitLoader.Load(commands, new WorkerPool(Worker, jobs, WorkTimeout.Default), jobs, null, default);

        Assert.Equal(commands.Select(command => command.File), units.Select(unit => unit.Unit!.Path));
        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"f{i}"), units.Select(unit => Assert.Single(unit.Unit!.Functions).Name));
    }

    [Fact]
    public void Workers_and_this_process_give_the_same_units()
    {
        ImmutableArray<CompileCommand> commands =
        [
            Source("a.c", "#include <stdlib.h>\nchar *copy(void) { return malloc(3); }\n"),
            Source("b.c", "#include \"missing.h\"\nstatic int twice(int x) { return 2 * x; }\nint use(void) { return twice(4) + undeclared_thing; }\n"),
        ];
        var pools = new IWorkPool[] { new WorkerPool(Worker, 2, WorkTimeout.Default), new InProcessPool(() => UnitWorker.Start(new UnitWorkerOptions()), 2) };

        string[] texts = [.. pools.Select(pool => Describe(UnitLoader.Load(commands, pool, 2, null, default)))];

        Assert.Equal(texts[0], texts[1]);
        Assert.Contains("missing.h", texts[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_unit_that_crashes_the_parser_costs_that_unit_alone()
    {
        // A chain of unary operators this long overflows any stack that a parser may have.
        ImmutableArray<CompileCommand> commands =
        [
            Source("before.c", "int before(void) { return 1; }"),
            Source("deep.c", $"int deep(int x) {{ return {string.Concat(Enumerable.Repeat("- ", 100_000))}x; }}"),
            Source("after.c", "int after(void) { return 2; }"),
        ];

        ImmutableArray<LoadedUnit> units = UnitLoader.Load(commands, new WorkerPool(Worker, 2, WorkTimeout.Default), 2, null, default);

        Assert.Equal([true, false, true], units.Select(unit => unit.Unit is not null));
        Assert.Matches("nests too deeply|segmentation fault|aborted", units[1].Failure);
    }

    [Fact]
    public void What_was_lost_is_asked_for_once_more_without_what_was_prepared_for_it()
    {
        CompileCommand deep = Source("deep.c", $"int deep(int x) {{ return {string.Concat(Enumerable.Repeat("- ", 100_000))}x; }}"), plain = Source("plain.c", "int plain(void) { return 1; }");
        var item = new WorkItem(new UnitRequest(deep, null).Encode(), 0) { RetryRequest = new UnitRequest(plain, null).Encode() };

        WorkResult result = Assert.Single(new WorkerPool(Worker, 1, WorkTimeout.Default).Run([item], null, default));

        Assert.Equal("plain", Assert.Single(IrReader.Read(UnitAnswer.Decode(result.Answer!).Ir).Functions).Name);
    }

    [Fact]
    public void A_unit_that_takes_for_ever_costs_that_unit_alone()
    {
        // Each level doubles the text of the one below: 2^30 additions.
        var source = new StringBuilder("#define A0 1 +\n");
        for (int level = 1; level <= 30; level++)
            source.Append(System.Globalization.CultureInfo.InvariantCulture, $"#define A{level} A{level - 1} A{level - 1}\n");
        source.Append("int slow(void) { return A30 0; }\n");
        ImmutableArray<CompileCommand> commands = [Source("slow.c", source.ToString()), Source("quick.c", "int quick(void) { return 1; }")];

        ImmutableArray<LoadedUnit> units = UnitLoader.Load(commands, new WorkerPool(Worker, 1, new WorkTimeout(TimeSpan.FromSeconds(2))), 1, null, default);

        Assert.Equal([false, true], units.Select(unit => unit.Unit is not null));
        Assert.Equal("the parser did not finish within 2 s", units[0].Failure);
    }

    [Fact]
    public void Without_libclang_the_run_ends_with_what_to_install()
    {
        string missing = Path.Join(folder, "libclang.so");
        WorkerCommand command = Worker with { Arguments = [SourceLoad.WorkerCommandName, "--libclang", missing] };

        var problem = Assert.Throws<WorkerUnfitException>(() =>
            UnitLoader.Load([Source("a.c", "int x;")], new WorkerPool(command, 1, WorkTimeout.Default), 1, null, default));

        Assert.Contains(missing, problem.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_is_no_worker_is_told_from_one_that_lost_a_unit()
    {
        var problem = Assert.Throws<WorkerUnfitException>(() =>
            new WorkerPool(new WorkerCommand("/bin/false", []), 2, WorkTimeout.Default).Run([new WorkItem([], 0)], null, default));

        Assert.Contains("no worker can start", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_run_ends_at_once_though_a_worker_is_busy()
    {
        var source = new StringBuilder("#define A0 1 +\n");
        for (int level = 1; level <= 30; level++)
            source.Append(System.Globalization.CultureInfo.InvariantCulture, $"#define A{level} A{level - 1} A{level - 1}\n");
        ImmutableArray<CompileCommand> commands = [Source("slow.c", source.Append("int slow(void) { return A30 0; }\n").ToString())];
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        long start = Environment.TickCount64;

        Assert.ThrowsAny<OperationCanceledException>(() =>
            UnitLoader.Load(commands, new WorkerPool(Worker, 1, WorkTimeout.Default), 1, null, cancellation.Token));

        Assert.InRange(Environment.TickCount64 - start, 0, 15_000);
    }

    [Fact]
    public void A_request_and_its_answer_survive_the_way()
    {
        var command = new CompileCommand("/src/a b.c", "/src", ["-DX=\"y\"", "-Iinclude"], null, "armv7-linux-gnueabihf", CommandOrigin.Neighbour);

        CompileCommand back = UnitRequest.Decode(new UnitRequest(command, null).Encode()).Command!;

        Assert.Equal(command with { Flags = [] }, back with { Flags = [] });
        Assert.Equal(command.Flags.AsEnumerable(), back.Flags.AsEnumerable());
    }

    [Theory]
    [InlineData(0, 30)]
    [InlineData(3, 60)]
    public void Large_files_get_more_time(int mebibytes, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), WorkTimeout.Default.For((long)mebibytes << 20));

    private static string Describe(IEnumerable<LoadedUnit> units) => string.Join('\n', units.Select(unit =>
        $"{unit.Failure} {unit.Facts.ErrorCount} {string.Join(',', unit.Facts.MissingHeaders)} {string.Join(',', unit.Facts.Errors)}\n{IrPrinter.Print(unit.Unit!)}"));

    private CompileCommand Source(string name, string text)
    {
        string path = Path.Join(folder, name);
        File.WriteAllText(path, text);
        return new CompileCommand(path, folder, [], null, null, CommandOrigin.Guessed);
    }
}
