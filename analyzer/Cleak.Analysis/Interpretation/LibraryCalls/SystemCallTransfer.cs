namespace Cleak.Analysis;

/// <summary>Which function a call of syscall(2) stands for.</summary>
internal sealed class SystemCallTransfer(AnalysisContext context, PathCondition path, Memory memory)
{
    /// <summary>clone3's flags are the first member of struct clone_args, 64 bits wide.</summary>
    private static readonly Cleak.Ir.IrType Flags = new() { Id = 0, Kind = Cleak.Ir.TypeKind.Integer, Name = "unsigned long", Size = 8 };

    /// <summary>The model itself where the number is not known, or says nothing of processes.</summary>
    public FunctionModel Model(AbstractState state, FunctionModel model, Value[] arguments)
    {
        if (arguments.Length == 0 || !context.Terms.TryConstant(path.Resolve(state, arguments[0]), out long number))
        {
            return model;
        }

        return SystemCalls.Find(context.Program.Units[context.UnitIndex].SystemCalls, number, FlagsOf) ?? model;

        long? FlagsOf(bool areInMemory)
        {
            Value flags = arguments.Length > 1 ? path.Resolve(state, arguments[1]) : Value.None;
            if (areInMemory && flags.IsTerm)
            {
                flags = path.Resolve(state, memory.Read(state, flags, Flags, default));
            }

            return context.Terms.TryConstant(flags, out long known) ? known : null;
        }
    }
}
