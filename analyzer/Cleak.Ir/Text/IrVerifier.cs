namespace Cleak.Ir;

/// <summary>
/// Checks what every stage behind lowering relies on: blocks in place and reachable, temporaries set before use and never in
/// another block, slots and symbols in range, scalars where scalars belong. Runs in debug builds and tests.
/// </summary>
public static class IrVerifier
{
    /// <summary>What is wrong, a line each; empty where the function is sound.</summary>
    public static IReadOnlyList<string> Verify(Function function)
    {
        var check = new FunctionCheck(function);
        check.Run();
        return check.Errors;
    }

    public static IReadOnlyList<string> Verify(TranslationUnit unit)
    {
        var errors = new List<string>();
        for (int i = 0; i < unit.Symbols.Length; i++)
        {
            if (unit.Symbols[i].Id != i)
            {
                errors.Add($"symbol {unit.Symbols[i].Name} stands at {i} and says {unit.Symbols[i].Id}");
            }
        }

        foreach (Function function in unit.Functions)
        {
            errors.AddRange(Verify(function));
        }

        return errors;
    }

    private sealed class FunctionCheck(Function function)
    {
        private bool[] defined = [];
        private string where = "";

        public List<string> Errors { get; } = [];

        public void Run()
        {
            if (function.Blocks.Length == 0)
            {
                Error("no blocks");
                return;
            }

            for (int i = 0; i < function.Locals.Length; i++)
            {
                Require(function.Locals[i].Slot == i, "local out of its slot");
                Require(function.Locals[i].IsParameter == i < function.ParameterCount, "parameters do not come first");
            }

            var reached = new bool[function.Blocks.Length];
            reached[0] = true;
            foreach (BasicBlock block in function.Blocks)
            {
                where = $"b{block.Ordinal}";
                Require(ReferenceEquals(function.Blocks[block.Ordinal], block), "block out of its place");
                defined = new bool[block.TemporaryCount];
                foreach (Instruction instruction in block.Instructions)
                {
                    where = $"b{block.Ordinal}: {instruction}";
                    Check(instruction);
                }

                where = $"b{block.Ordinal}: {block.Terminator}";
                Check(block.Terminator);
                foreach (int successor in block.Terminator.Successors)
                {
                    if (Require(successor >= 0 && successor < function.Blocks.Length, "jump out of the function"))
                    {
                        reached[successor] = true;
                    }
                }
            }

            where = "";
            for (int i = 0; i < reached.Length; i++)
            {
                Require(reached[i], $"nothing leads to b{i}");
            }
        }

        private void Check(Instruction instruction)
        {
            switch (instruction)
            {
                case LoadInstruction load:
                    Check(load.Address);
                    Require(!load.Type.IsAggregate, "an aggregate is loaded");
                    Define(load.Temporary);
                    break;
                case StoreInstruction store:
                    Check(store.Address);
                    Check(store.Value);
                    Require(!store.Type.IsAggregate, "an aggregate is stored");
                    break;
                case CopyInstruction copy:
                    Check(copy.Destination);
                    Check(copy.Source);
                    break;
                case ZeroInstruction zero:
                    Check(zero.Address);
                    break;
                case CallInstruction call:
                    Check(call.Callee);
                    foreach (Expression argument in call.Arguments)
                    {
                        Check(argument is RecordValueExpression record ? record.Address : argument);
                    }

                    if (call.ResultAddress is not null)
                    {
                        Check(call.ResultAddress);
                        Require(call.Temporary < 0, "a call with two results");
                    }

                    if (call.Temporary >= 0)
                    {
                        Define(call.Temporary);
                    }

                    break;
                case LifetimeStartInstruction start:
                    Slot(start.Slot);
                    if (start.Size is not null)
                    {
                        Check(start.Size);
                    }

                    break;
                case LifetimeEndInstruction end:
                    Slot(end.Slot);
                    break;
                case AssemblyInstruction assembly:
                    CheckAll(assembly.Outputs);
                    CheckAll(assembly.Inputs);
                    break;
                case UnsupportedInstruction unsupported:
                    CheckAll(unsupported.Operands);
                    if (unsupported.Temporary >= 0)
                    {
                        Define(unsupported.Temporary);
                    }

                    break;
            }
        }

        private void Check(Terminator terminator)
        {
            switch (terminator)
            {
                case BranchTerminator branch:
                    Check(branch.Condition);
                    break;
                case SwitchTerminator choice:
                    Check(choice.Value);
                    foreach (SwitchCase c in choice.Cases)
                    {
                        Require(c.Low <= c.High, "an empty case range");
                    }

                    break;
                case IndirectGotoTerminator indirect:
                    Check(indirect.Address);
                    break;
                case ReturnTerminator { Value: { } value }:
                    Check(value is RecordValueExpression record ? record.Address : value);
                    break;
            }
        }

        private void CheckAll(System.Collections.Immutable.ImmutableArray<Expression> expressions)
        {
            foreach (Expression expression in expressions)
            {
                Check(expression is RecordValueExpression record ? record.Address : expression);
            }
        }

        private void Check(Expression expression)
        {
            Require(expression.Depth < Expression.MaximumDepth, "an expression is nested too deep");
            switch (expression)
            {
                case TemporaryExpression temporary:
                    Require(temporary.Index >= 0 && temporary.Index < defined.Length && defined[temporary.Index], $"t{temporary.Index} is used before it is set");
                    break;
                case LocalAddressExpression local:
                    Slot(local.Slot);
                    break;
                case OffsetExpression offset:
                    Check(offset.Address);
                    break;
                case IndexExpression index:
                    Check(index.Address);
                    Check(index.Index);
                    break;
                case UnaryExpression unary:
                    Check(unary.Operand);
                    break;
                case BinaryExpression binary:
                    Check(binary.Left);
                    Check(binary.Right);
                    break;
                case CastExpression cast:
                    Check(cast.Operand);
                    break;
                case RecordValueExpression:
                    Error("a record value inside an expression");
                    break;
            }
        }

        private void Slot(int slot) => Require(slot >= 0 && slot < function.Locals.Length, "no such local");

        private void Define(int temporary)
        {
            if (Require(temporary >= 0 && temporary < defined.Length, "temporary out of range"))
            {
                Require(!defined[temporary], $"t{temporary} is set twice");
                defined[temporary] = true;
            }
        }

        private bool Require(bool condition, string message)
        {
            if (!condition)
            {
                Error(message);
            }

            return condition;
        }

        private void Error(string message) => Errors.Add($"{function.Name}: {(where.Length > 0 ? where + ": " : "")}{message}");
    }
}
