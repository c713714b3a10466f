using Cleak.Clang;
using Cleak.Ir;

namespace Cleak.Frontend.Lowering;

/// <summary>
/// Atomic operations as the plain reads, writes and branches that one thread sees of them: <c>__atomic_*</c>, <c>__c11_atomic_*</c>
/// (whose operands libclang gives in the order pointer, memory order, value, failure order, second value), <c>__sync_*</c>.
/// </summary>
internal sealed class AtomicLowering(FunctionContext f)
{
    public Expression Lower(int node, string name, IrType type, Expression? destination)
    {
        var operands = new List<int>();
        foreach (int child in f.Tree.Children(node))
        {
            if (f.Tree.Kind(child).IsExpression())
            {
                operands.Add(child);
            }
        }

        bool isC11 = name.Contains("c11_", StringComparison.Ordinal);
        string operation = name[(name.IndexOf("atomic_", StringComparison.Ordinal) + "atomic_".Length)..].Replace("_explicit", "", StringComparison.Ordinal);
        bool byPointer = !isC11 && operation is "load" or "store" or "exchange" or "compare_exchange";
        IrType pointer = f.Type(operands[0]);
        if (pointer.Element is not { IsScalar: true } element)
        {
            return OfRecord(node, operation, operands, type, destination);
        }

        switch (operation)
        {
            case "load_n" or "load" when operands.Count >= 2:
                Expression[] at = Values(operands[0], byPointer && operands.Count > 2 ? operands[2] : CursorTree.None);
                Expression loaded = Load(at[0], element, node);
                if (at.Length > 1)
                {
                    Hand(at[1], loaded, element, node);
                }

                return ConstantFolder.Convert(loaded, type);
            case "store_n" or "store" or "init" when operands.Count >= 2:
                Expression[] stored = Values(operands[0], operands.Count > 2 ? operands[2] : operands[1]);
                Store(stored[0], byPointer ? f.Load(stored[1], element, node) : stored[1], element, node);
                return new UnknownExpression(type);
            case "exchange_n" or "exchange" when operands.Count >= 3:
                Expression[] exchanged = Values(operands[0], operands[2], byPointer && operands.Count > 3 ? operands[3] : CursorTree.None);
                Expression previous = Load(exchanged[0], element, node);
                Store(exchanged[0], byPointer ? f.Load(exchanged[1], element, node) : exchanged[1], element, node);
                if (exchanged.Length > 2)
                {
                    Hand(exchanged[2], previous, element, node);
                }

                return ConstantFolder.Convert(previous, type);
            case "compare_exchange_n" or "compare_exchange" or "compare_exchange_strong" or "compare_exchange_weak" when operands.Count >= 5:
                Expression[] compared = Values(operands[0], operands[2], operands[4]);
                Expression desired = byPointer ? f.Load(compared[2], element, node) : compared[2];
                return CompareExchange(node, compared[0], f.Load(compared[1], element, node), desired, compared[1], element, type, true);
        }

        if (operands.Count >= 3 && (operation.StartsWith("fetch_", StringComparison.Ordinal) || operation.EndsWith("_fetch", StringComparison.Ordinal)))
        {
            bool isNew = operation.EndsWith("_fetch", StringComparison.Ordinal);
            string verb = isNew ? operation[..^6] : operation[6..];
            Expression[] values = Values(operands[0], operands[2]);
            return Fetch(node, verb, values[0], values[1], element, isNew, type, isC11);
        }

        return f.Unsupported(name, node, type, Values(operands[0]));
    }

    /// <summary>A byte that is set and said what it was, or cleared.</summary>
    public Expression Flag(int node, int pointer, IrType type, bool isSet)
    {
        Expression address = f.Expressions.Value(pointer);
        IrType element = f.Types.Byte;
        Expression old = isSet ? Load(address, element, node) : new UnknownExpression(type);
        Store(address, ConstantFolder.Constant(isSet ? 1 : 0, element), element, node);
        return ConstantFolder.Convert(old, type);
    }

    /// <summary>The older builtins, which are calls to the tree; false where the call stays one.</summary>
    public bool TryLowerSync(int node, string name, int first, IrType type, out Expression? result)
    {
        result = null;
        string operation = name["__sync_".Length..];
        if (operation.LastIndexOf('_') is var suffix and > 0 && operation[(suffix + 1)..] is "1" or "2" or "4" or "8" or "16")
        {
            operation = operation[..suffix];
        }

        if (operation == "synchronize")
        {
            return true;
        }

        if (first < 0 || f.Type(first).Element is not { IsScalar: true } element)
        {
            return false;
        }

        int second = f.Tree.NextSibling(first);
        switch (operation)
        {
            case "lock_release":
                Store(Values(first)[0], ConstantFolder.Constant(0, element), element, node);
                return true;
            case "lock_test_and_set" or "swap" when second >= 0:
                Expression[] swapped = Values(first, second);
                result = ConstantFolder.Convert(Load(swapped[0], element, node), type);
                Store(swapped[0], swapped[1], element, node);
                return true;
            case "bool_compare_and_swap" or "val_compare_and_swap" when second >= 0 && f.Tree.NextSibling(second) >= 0:
                Expression[] compared = Values(first, second, f.Tree.NextSibling(second));
                result = CompareExchange(
                    node, compared[0], ConstantFolder.Convert(compared[1], element), compared[2], null, element, type, operation[0] == 'b');
                return true;
        }

        bool isOld = operation.StartsWith("fetch_and_", StringComparison.Ordinal);
        if (second < 0 || (!isOld && !operation.EndsWith("_and_fetch", StringComparison.Ordinal)))
        {
            return false;
        }

        Expression[] values = Values(first, second);
        result = Fetch(node, isOld ? operation["fetch_and_".Length..] : operation[..^"_and_fetch".Length], values[0], values[1], element, !isOld, type, false);
        return true;
    }

    private Expression Fetch(int node, string verb, Expression address, Expression operand, IrType element, bool isNew, IrType type, bool isScaled)
    {
        Expression old = Load(address, element, node);
        Expression updated;
        if (element.IsPointer && verb is "add" or "sub")
        {
            Expression count = ConstantFolder.Convert(operand, f.Types.PointerDifference);
            updated = ConstantFolder.Index(
                old,
                verb == "add" ? count : ConstantFolder.Unary(UnaryOperator.Negate, count, f.Types.PointerDifference),
                isScaled ? ArithmeticLowering.ElementSize(element) : 1,
                element);
        }
        else
        {
            operand = ConstantFolder.Convert(operand, element);
            updated = verb switch
            {
                "add" => ConstantFolder.Binary(BinaryOperator.Add, old, operand, element),
                "sub" => ConstantFolder.Binary(BinaryOperator.Subtract, old, operand, element),
                "and" => ConstantFolder.Binary(BinaryOperator.And, old, operand, element),
                "or" => ConstantFolder.Binary(BinaryOperator.Or, old, operand, element),
                "xor" => ConstantFolder.Binary(BinaryOperator.Xor, old, operand, element),
                "nand" => ConstantFolder.Unary(UnaryOperator.Complement, ConstantFolder.Binary(BinaryOperator.And, old, operand, element), element),
                _ => new UnknownExpression(element),
            };
        }

        Store(address, updated, element, node);
        return ConstantFolder.Convert(isNew ? updated : old, type);
    }

    /// <summary>Stores where the old value is the expected one; else hands the old value back where that is asked for.</summary>
    private Expression CompareExchange(
        int node, Expression address, Expression expected, Expression desired, Expression? actual, IrType element, IrType type, bool wantsSuccess)
    {
        Local result = f.NewSynthetic(type, f.Span(node));
        Expression old = Load(address, element, node);
        Held heldAddress = f.Hold(address, true, node);
        Held heldDesired = f.Hold(ConstantFolder.Convert(desired, element), true, node);
        Held? heldActual = actual is null ? null : f.Hold(actual, true, node);
        Held heldOld = f.Hold(old, true, node);
        int equal = f.Builder.NewBlock();
        int different = f.Builder.NewBlock();
        int join = f.Builder.NewBlock();
        f.Builder.Terminate(new BranchTerminator(
            ConstantFolder.Binary(BinaryOperator.Equal, old, expected, f.Types.Int), equal, different, f.Span(node), f.Macro(node)));

        f.Place(equal, node);
        Release(heldActual);
        Expression kept = heldOld.Release();
        Store(heldAddress.Release(), heldDesired.Release(), element, node);
        f.StoreTo(result, wantsSuccess ? ConstantFolder.Constant(1, type) : ConstantFolder.Convert(kept, type), node);
        f.Goto(join, node);

        f.Place(different, node);
        heldAddress.Release();
        heldDesired.Release();
        kept = heldOld.Release();
        if (Release(heldActual) is { } place)
        {
            Hand(place, kept, element, node);
        }

        f.StoreTo(result, wantsSuccess ? ConstantFolder.Constant(0, type) : ConstantFolder.Convert(kept, type), node);
        f.Place(join, node);
        return f.Take(result, node);
    }

    private static Expression? Release(Held? held) => held?.Release();

    private Expression OfRecord(int node, string operation, List<int> operands, IrType type, Expression? destination)
    {
        Expression pointer = f.Expressions.Value(operands[0]);
        if (operation == "load" && type.Kind == TypeKind.Record && destination is not null)
        {
            f.Copy(destination, pointer, type, node);
            return new RecordValueExpression(destination, type);
        }

        return f.Unsupported("atomic operation on a record", node, type, pointer);
    }

    private TemporaryExpression Load(Expression address, IrType element, int node) => f.Load(address, element, node, traits: AccessTraits.Atomic);

    private void Store(Expression address, Expression value, IrType element, int node) =>
        f.Store(new Place(address, element, default, AccessTraits.Atomic), ConstantFolder.Convert(value, element), node);

    /// <summary>What the operation says goes where the program wants it, by a plain store.</summary>
    private void Hand(Expression address, Expression value, IrType element, int node) =>
        f.Store(new Place(address, element, default, AccessTraits.None), ConstantFolder.Convert(value, element), node);

    /// <summary>The operands' values, left to right; absent ones are left out.</summary>
    private Expression[] Values(params ReadOnlySpan<int> nodes)
    {
        var held = new List<Held>(nodes.Length);
        for (int i = 0; i < nodes.Length; i++)
        {
            if (nodes[i] < 0)
            {
                continue;
            }

            bool branches = false;
            for (int later = i + 1; later < nodes.Length; later++)
            {
                branches |= f.Facts.Branches(nodes[later]);
            }

            held.Add(f.Hold(f.Expressions.Value(nodes[i]), branches, nodes[i]));
        }

        return [.. held.Select(h => h.Release())];
    }
}
