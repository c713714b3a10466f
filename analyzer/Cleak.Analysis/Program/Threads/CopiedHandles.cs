using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Handles that are copied from the place where their creator left them to where they are joined: gathered in an array that a loop goes through,
/// or handed on to another record.
/// </summary>
internal static class CopiedHandles
{
    /// <summary>Finds the places that nothing joins by their own name, and whose handles are joined under another, with the functions that copy them.</summary>
    public static void FindJoined(Program program, ImmutableArray<ThreadCreation> creations, ImmutableArray<ThreadEnd> ends, HashSet<(HandlePlace Place, int Function)> copied)
    {
        HashSet<HandlePlace> kept = [.. creations.SelectMany(creation => creation.KeptIn)];
        if (kept.Count == 0 || ends.IsEmpty)
        {
            return;
        }

        HashSet<HandlePlace> joined = [.. ends.SelectMany(end => end.Places)];
        HashSet<int> enders = [.. ends.Select(end => end.Function)];
        foreach (LinkedFunction function in program.Functions)
        {
            foreach (BasicBlock block in function.Function.Blocks)
            {
                foreach (Instruction instruction in block.Instructions)
                {
                    if (instruction is StoreInstruction { Address: not LocalAddressExpression } store && HandlePlaces.OfValue(program, function.UnitIndex, block, store.Value) is { IsKnown: true } from
                        && kept.Contains(from) && IsJoined(HandlePlaces.Of(program, function.UnitIndex, block, store.Address), function.Id))
                    {
                        copied.Add((from, function.Id));
                    }
                }
            }
        }

        // An array or a record of the function's own has no name beyond it: what the function joins is taken from there.
        bool IsJoined(HandlePlace to, int function) => to.IsKnown ? joined.Contains(to) : enders.Contains(function);
    }
}
