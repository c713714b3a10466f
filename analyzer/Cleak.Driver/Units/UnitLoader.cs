using System.Collections.Immutable;
using Cleak.Driver.Workers;
using Cleak.Frontend.Compilation;
using Cleak.Frontend.Parsing;
using Cleak.Ir;

namespace Cleak.Driver.Units;

/// <summary>
/// Has a plan's units parsed and lowered. What comes back is in the plan's order and numbers files in that order, whoever was
/// ready first.
/// </summary>
public static class UnitLoader
{
    public static ImmutableArray<LoadedUnit> Load(ImmutableArray<CompileCommand> commands, IWorkPool pool, int jobs, Action<int>? done, CancellationToken cancellation)
    {
        WorkResult[] results = Read(commands, pool, done, cancellation);
        var answers = new UnitAnswer?[results.Length];
        var maps = new int[results.Length][];
        var files = new FileIndex();
        for (int i = 0; i < results.Length; i++)
        {
            if (results[i].Answer is { } answer)
            {
                answers[i] = UnitAnswer.Decode(answer);
                maps[i] = Number(files, IrReader.ReadFiles(answers[i]!.Ir));
            }
        }

        ImmutableArray<SourceFile> all = files.Files;
        var units = new LoadedUnit[results.Length];
        Parallel.For(0, results.Length, new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancellation }, i =>
        {
            units[i] = answers[i] is { } answer
                ? new LoadedUnit(commands[i], IrReader.Read(answer.Ir, all, maps[i]), answer.Facts)
                : new LoadedUnit(commands[i], null, new UnitFacts { Failure = results[i].Failure });

            // Answers are large: each is let go as soon as it is read.
            answers[i] = null;
            results[i] = WorkResult.Of([]);
        });
        return ImmutableArray.Create(units);
    }

    private static WorkResult[] Read(ImmutableArray<CompileCommand> commands, IWorkPool pool, Action<int>? done, CancellationToken cancellation)
    {
        using var folder = new PrefixFolder();
        PrefixPlan plan = PrefixPlan.Of(commands, () => folder.Path);
        var items = new WorkItem[commands.Length + plan.Prefixes.Length];
        for (int i = 0; i < commands.Length; i++)
        {
            int prefix = plan.IndexOf(i);
            items[i] = Item(commands[i], prefix < 0 ? null : plan.Prefixes[prefix], commands.Length + prefix);
        }

        for (int i = 0; i < plan.Prefixes.Length; i++)
        {
            items[commands.Length + i] = new WorkItem(new UnitRequest(null, plan.Prefixes[i]).Encode(), 0) { IsPreparation = true };
        }

        return pool.Run(items, done, cancellation)[..commands.Length];
    }

    private static WorkItem Item(CompileCommand command, UnitPrefix? prefix, int preparation)
    {
        byte[] request = new UnitRequest(command, prefix).Encode();
        long size = SizeOf(command.File);
        return prefix is null
            ? new WorkItem(request, size)
            : new WorkItem(request, size) { Needs = preparation, RetryRequest = new UnitRequest(command, null).Encode() };
    }

    private static int[] Number(FileIndex files, ImmutableArray<SourceFile> unitFiles)
    {
        var map = new int[unitFiles.Length];
        for (int i = 1; i < map.Length; i++)
        {
            map[i] = files.Add(unitFiles[i]);
        }

        return map;
    }

    private static long SizeOf(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? file.Length : 0;
    }
}
