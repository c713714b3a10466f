using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Which programs have another malloc than the C library's: those that are linked with an allocator that takes its place, and those that call what
/// only such a one has.
/// </summary>
internal static class ForeignAllocators
{
    /// <summary>By program, the allocator's name; null for the C library's own.</summary>
    public static ImmutableArray<string?> Of(Program program, ImmutableArray<LinkedImage> images)
    {
        var found = new string?[program.Programs.Length];
        for (int p = 0; p < found.Length; p++)
        {
            foreach (int unit in program.Programs[p])
            {
                found[p] ??= Called(program.Units[unit]);
            }
        }

        LinkedImage[] told = [.. images.Where(image => image.Libraries.Any(library => Allocators.TakesPlace(library) is not null))];
        if (told.Length > 0)
        {
            for (int p = 0; p < found.Length; p++)
            {
                string[] paths = [.. program.Programs[p].Select(unit => program.Units[unit].Path)];
                LinkedImage? image = told.FirstOrDefault(image => IsOf(image, paths));
                found[p] ??= image?.Libraries.Select(Allocators.TakesPlace).FirstOrDefault(name => name is not null);
            }
        }

        return [.. found];
    }

    /// <summary>The image is the program, or one of its sources is compiled with the library's name.</summary>
    private static bool IsOf(LinkedImage image, string[] paths) =>
        image.IsWhole ? paths.All(path => image.Sources.Contains(path, StringComparer.Ordinal)) : paths.Contains(image.Path, StringComparer.Ordinal);

    private static string? Called(TranslationUnit unit)
    {
        foreach (Symbol symbol in unit.Symbols)
        {
            if (symbol.Kind == SymbolKind.Function && Allocators.WitnessOf(symbol.Name) is { } name && !unit.Functions.Any(function => function.Symbol.Id == symbol.Id) && IsCalled(unit, symbol))
            {
                return name;
            }
        }

        return null;
    }

    private static bool IsCalled(TranslationUnit unit, Symbol symbol) =>
        unit.Functions.Any(function => function.Blocks.Any(block => block.Instructions.Any(instruction => instruction is CallInstruction { DirectCallee: { } callee } && callee.Id == symbol.Id)));
}
