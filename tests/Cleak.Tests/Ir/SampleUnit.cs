using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Tests.Ir;

/// <summary>A translation unit made by hand that has one of everything the IR can say.</summary>
internal static class SampleUnit
{
    public static TranslationUnit Make()
    {
        var types = new TypeTable();
        IrType integer = types.Add(new IrType { Id = 0, Kind = TypeKind.Integer, Name = "int", Size = 4, Alignment = 4, IsSigned = true });
        IrType node = types.Add(new IrType { Id = 1, Kind = TypeKind.Record, Name = "struct node", Size = 24, Alignment = 8 });
        IrType nodePointer = types.Add(new IrType { Id = 2, Kind = TypeKind.Pointer, Name = "struct node *", Size = 8, Alignment = 8, Element = node });
        IrType text = types.Add(new IrType { Id = 3, Kind = TypeKind.Pointer, Name = "const char *", Size = 8, Alignment = 8, IsElementConst = true });
        IrType signature = types.Add(new IrType { Id = 4, Kind = TypeKind.Function, Name = "int (const char *, ...)", Element = integer, Parameters = [text], IsVariadic = true });
        IrType oldStyle = types.Add(new IrType { Id = 5, Kind = TypeKind.Function, Name = "void ()", IsUnprototyped = true });
        IrType array = types.Add(new IrType { Id = 6, Kind = TypeKind.Array, Name = "int[3]", Size = 12, Alignment = 4, Count = 3, Element = integer });
        IrType floating = types.Add(new IrType { Id = 7, Kind = TypeKind.Floating, Name = "double", Size = 8, Alignment = 8 });
        IrType either = types.Add(new IrType { Id = 8, Kind = TypeKind.Record, Name = "union either", Size = 8, Alignment = 8, IsUnion = true });
        node.Fields = [new Field("next", 0, 0, nodePointer), new Field("flag", 64, 3, integer), new Field("value", 128, 0, either)];

        ImmutableArray<SourceFile> files = [new("", false), new("/src/unit.c", false), new("/usr/include/stdlib.h", true), new("/src/ünit.h", false)];
        var symbols = ImmutableArray.CreateBuilder<Symbol>();
        Symbol AddSymbol(Func<int, Symbol> make)
        {
            Symbol symbol = make(symbols.Count);
            symbols.Add(symbol);
            return symbol;
        }

        Symbol take = AddSymbol(id => new Symbol
        {
            Id = id,
            Name = "take",
            LinkKey = "take",
            Kind = SymbolKind.Function,
            Linkage = Linkage.External,
            Type = signature,
            Span = new SourceSpan(2, 900, 14, 18),
            IsInSystemHeader = true,
            IsWeak = true,
            IsImplicit = true,
            Attributes = new FunctionAttributes
            {
                IsNoReturn = true,
                IsMalloc = true,
                Deallocator = "give",
                DeallocatorParameter = 2,
                ReturnsNonNull = true,
                ReturnsTwice = true,
                IsPure = true,
                IsConstructor = true,
                IsDestructor = true,
                NonNullParameters = [1, 3],
                AllNonNull = true,
                AllocationSizeParameters = [1, 2],
                FormatParameter = 1,
                Annotations = ["one", "two"],
                Ownership = [new OwnershipAttribute(OwnershipKind.Holds, "malloc", [1]), new OwnershipAttribute(OwnershipKind.Returns, "pool", [])],
            },
        });
        Symbol table = AddSymbol(id => new Symbol
        {
            Id = id,
            Name = "table",
            LinkKey = "/src/unit.c:table",
            Kind = SymbolKind.Variable,
            Linkage = Linkage.Internal,
            Type = array,
            Span = new SourceSpan(1, 3, 12, 17),
            IsThreadLocal = true,
            IsConst = true,
        });
        Symbol run = AddSymbol(id => new Symbol
        {
            Id = id,
            Name = "run",
            LinkKey = "run",
            Kind = SymbolKind.Function,
            Linkage = Linkage.External,
            Type = oldStyle,
            Span = new SourceSpan(1, 10, 5, 8),
        });
        var narrow = new StringLiteral(0, [.. "a\"\0ü"u8], 1);
        var wide = new StringLiteral(1, [1, 0, 0, 0], 4);

        Function function = MakeFunction(run, take, table, narrow, wide, integer, nodePointer, node, floating, text);
        return new TranslationUnit
        {
            Path = "/src/unit.c",
            Files = files,
            Types = types,
            PointerSize = 4,
            IsC23 = true,
            Symbols = symbols.ToImmutable(),
            Strings = [narrow, wide],
            Globals =
            [
                new Global
                {
                    Symbol = table,
                    IsTentative = true,
                    Initializers = [new Initializer(0, new ConstantExpression(long.MinValue, integer)), new Initializer(8, new SymbolAddressExpression(run, nodePointer))],
                },
            ],
            Functions = [function],
            Problems = [new UnitProblem(UnitProblemKind.MissingHeader, "'config.h' file not found", new SourceSpan(1, 1, 10, 20)), new UnitProblem(UnitProblemKind.FlagsDropped, "-fdump", default)],
        };
    }

    private static Function MakeFunction(
        Symbol run, Symbol take, Symbol table, StringLiteral narrow, StringLiteral wide,
        IrType integer, IrType nodePointer, IrType node, IrType floating, IrType text)
    {
        var macro = new MacroUse("TAKE", new SourceSpan(3, 7, 9, 13));
        var builder = new FunctionBuilder();
        Local parameter = builder.AddLocal("list", nodePointer, new SourceSpan(1, 10, 20, 24), 0);
        Local copy = builder.AddLocal("copy", node, new SourceSpan(1, 11, 17, 21));
        Local made = builder.AddLocal("", integer, default);
        copy.IsAddressTaken = true;
        Expression list = new LocalAddressExpression(parameter.Slot, nodePointer);
        Expression number = new LocalAddressExpression(made.Slot, nodePointer);
        static SourceSpan At(int line, int column = 5) => new(1, line, column, column + 4);

        int loop = builder.NewBlock(), done = builder.NewBlock(), label = builder.NewBlock();
        builder.Add(new LifetimeStartInstruction(copy.Slot, null, At(11)));
        builder.Add(new LifetimeStartInstruction(made.Slot, new ConstantExpression(12, integer), At(11)));
        int t0 = builder.NewTemporary();
        builder.Add(new LoadInstruction(t0, list, nodePointer, default, AccessTraits.Volatile, At(12), macro));
        Expression first = new TemporaryExpression(t0, nodePointer);
        Expression flag = new OffsetExpression(first, 8, "flag", nodePointer);
        builder.Add(new StoreInstruction(flag, new UnknownExpression(integer), integer, new BitRange(2, 3), AccessTraits.Volatile | AccessTraits.Atomic, At(13), macro));
        builder.Add(new CopyInstruction(new LocalAddressExpression(copy.Slot, nodePointer), first, node, At(14), new MacroUse("TAKE", new SourceSpan(3, 8, 1, 5))));
        builder.Add(new ZeroInstruction(new OffsetExpression(first, -16, null, nodePointer), -1, At(9), null));
        int t1 = builder.NewTemporary();
        builder.Add(new CallInstruction(
            t1, null, new SymbolAddressExpression(take, nodePointer),
            [new StringAddressExpression(narrow, text), new FloatingExpression(0.1, floating), new RecordValueExpression(new LocalAddressExpression(copy.Slot, nodePointer), node), new StringAddressExpression(wide, text)],
            integer, new SourceSpan(3, 40, 1, 2), null));
        builder.Add(new CallInstruction(-1, number, new CastExpression(new TemporaryExpression(t1, integer), nodePointer), [], node, At(16), null));
        builder.Add(new AssemblyInstruction([number], [new UnaryExpression(UnaryOperator.Complement, new TemporaryExpression(t1, integer), integer)], At(17), null));
        builder.Add(new UnsupportedInstruction(-1, "vector shuffle", [first], At(18), null));
        builder.Terminate(new BranchTerminator(new BinaryExpression(BinaryOperator.GreaterOrEqual, new TemporaryExpression(t1, integer), new ConstantExpression(-1, integer), integer), loop, done, At(19), macro));

        builder.Place(loop, At(20));
        int t2 = builder.NewTemporary();
        builder.Add(new LoadInstruction(t2, new IndexExpression(new SymbolAddressExpression(table, nodePointer), new ConstantExpression(2, integer), -1, nodePointer), integer, default, AccessTraits.None, At(20), null));
        builder.Terminate(new SwitchTerminator(new TemporaryExpression(t2, integer), [new SwitchCase(-5, 5, loop), new SwitchCase(long.MaxValue, long.MaxValue, label)], done, At(21), null));

        builder.Place(label, At(22));
        builder.Terminate(new IndirectGotoTerminator(number, [loop, done], At(22)));

        builder.Place(done, At(23));
        builder.Add(new LifetimeEndInstruction(copy.Slot, At(24, 1)));
        return builder.Build(run, At(10), At(30, 1), "expected ';'", new ReturnTerminator(new ConstantExpression(0, integer), At(24)));
    }
}
