using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>Fields and variables that hold pointers to records with handles, and what else the program does with those pointers than to look into the record.</summary>
internal sealed class HandlePointers(Program program)
{
    private readonly Dictionary<HandlePlace, bool> used = [];
    private HashSet<string>? copied;

    /// <summary>Records of a name are copied as a whole somewhere: a handle in one may stand in another.</summary>
    public bool IsCopied(string record) => (copied ??= FindCopied()).Contains(record);

    /// <summary>The pointer is read for more than a test or to look into the record: it may be anywhere.</summary>
    public bool IsUsed(HandlePlace place) => used.TryGetValue(place, out bool known) ? known : used[place] = program.Functions.Any(function => Uses(function, place));

    private bool Uses(LinkedFunction function, HandlePlace place)
    {
        foreach (BasicBlock block in function.Function.Blocks)
        {
            foreach (Instruction instruction in block.Instructions)
            {
                bool isUse = instruction switch
                {
                    StoreInstruction store => IsValue(store.Value),
                    CallInstruction call => (call.Arguments.Any(IsValue) && !IsRelease(function, call)) || IsValue(call.Callee),
                    _ => false,
                };
                if (isUse)
                {
                    return true;
                }
            }

            if (block.Terminator is ReturnTerminator { Value: { } result } && IsValue(result))
            {
                return true;
            }

            // The pointer itself, the address of where it stands, or an address in what it points to.
            bool IsValue(Expression value)
            {
                for (Expression at = value; ;)
                {
                    switch (at)
                    {
                        case CastExpression cast:
                            at = cast.Operand;
                            break;
                        case IndexExpression index:
                            at = index.Address;
                            break;
                        case OffsetExpression offset when HandlePlaces.Of(program, function.UnitIndex, block, offset) == place:
                            return true;
                        case OffsetExpression offset:
                            at = offset.Address;
                            break;
                        case SymbolAddressExpression:
                            return HandlePlaces.Of(program, function.UnitIndex, block, at) == place;
                        case TemporaryExpression temporary when ExpressionText.Definition(block, temporary.Index) is LoadInstruction { Type.IsPointer: true } load:
                            return load.Address is not LocalAddressExpression && HandlePlaces.Of(program, function.UnitIndex, block, load.Address) == place;
                        default:
                            return false;
                    }
                }
            }
        }

        return false;
    }

    /// <summary>To give back the record's memory is no use of the thread.</summary>
    private bool IsRelease(LinkedFunction function, CallInstruction call) =>
        call.DirectCallee is { } callee && program.Models.Find(function.UnitIndex, callee)?.Behavior == Behavior.Free;

    private HashSet<string> FindCopied()
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (LinkedFunction function in program.Functions)
        {
            foreach (BasicBlock block in function.Function.Blocks)
            {
                foreach (Instruction instruction in block.Instructions)
                {
                    if (instruction is CopyInstruction { Type.Kind: TypeKind.Record } copy)
                    {
                        found.Add(copy.Type.Name);
                    }
                    else if (instruction is CallInstruction { DirectCallee: { } callee } call && program.Models.Find(function.UnitIndex, callee)?.Behavior is Behavior.CopyBytes)
                    {
                        found.UnionWith(call.Arguments.Select(argument => DefectRecorder.Stripped(argument).Type.Element).Where(type => type is { Kind: TypeKind.Record }).Select(type => type!.Name));
                    }
                }
            }
        }

        return found;
    }
}
