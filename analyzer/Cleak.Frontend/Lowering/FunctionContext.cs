using ClangSharp.Interop;
using Cleak.Clang;
using Cleak.Ir;
using static ClangSharp.Interop.CXCursorKind;

namespace Cleak.Frontend.Lowering;

/// <summary>
/// One function on its way to IR: its tree, the blocks being built, and the parts that lower its statements and expressions.
/// Also serves initialisers of variables of static storage, whose expressions must come out without instructions.
/// </summary>
internal sealed class FunctionContext
{
    private readonly Dictionary<int, Local> locals = [];
    private readonly int[] references;
    private (int Node, SourceSpan Span, MacroUse? Macro) located = (CursorTree.None, default, null);

    public FunctionContext(UnitLowering unit, CursorTree tree, string functionName)
    {
        Unit = unit;
        Tree = tree;
        FunctionName = functionName;
        Facts = new TreeFacts(tree);
        references = new int[tree.Count];
        Scopes = new ScopeStack(this);
        Expressions = new ExpressionLowering(this);
        Literals = new LiteralLowering(this);
        Arithmetic = new ArithmeticLowering(this);
        Assignments = new AssignmentLowering(this);
        Records = new RecordLowering(this);
        Addresses = new AddressLowering(this);
        Conditions = new ConditionLowering(this);
        Calls = new CallLowering(this);
        Builtins = new BuiltinLowering(this);
        Atomics = new AtomicLowering(this);
        Initializers = new InitializerLowering(this);
        Statements = new StatementLowering(this);
        Switches = new SwitchLowering(this);
        Labels = new LabelLowering(this);
        Assembly = new AssemblyLowering(this);
    }

    public UnitLowering Unit { get; }

    public CursorTree Tree { get; }

    public string FunctionName { get; }

    public TreeFacts Facts { get; }

    public FunctionBuilder Builder { get; set; } = new();

    public ScopeStack Scopes { get; }

    public ExpressionLowering Expressions { get; }

    public LiteralLowering Literals { get; }

    public ArithmeticLowering Arithmetic { get; }

    public AssignmentLowering Assignments { get; }

    public RecordLowering Records { get; }

    public AddressLowering Addresses { get; }

    public ConditionLowering Conditions { get; }

    public CallLowering Calls { get; }

    public BuiltinLowering Builtins { get; }

    public AtomicLowering Atomics { get; }

    public InitializerLowering Initializers { get; }

    public StatementLowering Statements { get; }

    public SwitchLowering Switches { get; }

    public LabelLowering Labels { get; }

    public AssemblyLowering Assembly { get; }

    public TypeLowering Types => Unit.Types;

    public SourceSpan EndSpan { get; set; }

    /// <summary>Lowering a static initialiser: nothing may be emitted.</summary>
    public bool IsStatic { get; set; }

    /// <summary>A type that only broken code has was met.</summary>
    public bool HasBrokenType { get; set; }

    /// <summary>Where the size in bytes of a variable-length array is kept, by the array's slot.</summary>
    public Dictionary<int, Local> ArraySizes { get; } = [];

    public IrType Type(int node)
    {
        IrType type = Types.Lower(Tree.TypeId(node));
        switch (type.Kind)
        {
            case TypeKind.Unknown:
                HasBrokenType |= Tree.CanonicalTypeKind(node) is CXTypeKind.CXType_Dependent;
                return type;
            case TypeKind.Array or TypeKind.Function:
                return IsDecayed(node) ? Decayed(node, type) : type;
            default:
                return type;
        }
    }

    /// <summary>
    /// Whether what is written as an array or function is a pointer: a parameter, and whatever is computed from one. libclang
    /// tells the type before the adjustment.
    /// </summary>
    private bool IsDecayed(int node)
    {
        switch (Tree.Kind(node))
        {
            case CXCursor_ParmDecl:
                return true;
            case CXCursor_DeclRefExpr:
                return ReferencedKind(node) == CXCursor_ParmDecl;
            case CXCursor_ParenExpr or CXCursor_UnexposedExpr:
                return FirstExpression(node) is var child and >= 0 && Type(child).IsPointer;
            case CXCursor_UnaryOperator:
                return Facts.Unary(node) switch
                {
                    CXUnaryOperatorKind.CXUnaryOperator_Deref => false,
                    CXUnaryOperatorKind.CXUnaryOperator_Extension => Type(FirstExpression(node)).IsPointer,
                    _ => true,
                };
            case CXCursor_BinaryOperator or CXCursor_CompoundAssignOperator or CXCursor_ConditionalOperator or CXCursor_StmtExpr
                or CXCursor_CallExpr or CXCursor_CStyleCastExpr:
                return true;
            default:
                return false;
        }
    }

    private IrType Decayed(int node, IrType type) =>
        type.Kind == TypeKind.Array ? Types.PointerTo(type.Element!, Types.IsConst(Tree.TypeId(node))) : Types.PointerTo(type);

    /// <summary>The token at the user's place of a node.</summary>
    public SourceSpan Span(int node)
    {
        Locate(node);
        return located.Span;
    }

    /// <summary>The outermost macro that a node came out of, or null.</summary>
    public MacroUse? Macro(int node)
    {
        Locate(node);
        return located.Macro;
    }

    /// <summary>Looks up the place of a node, unless it is the one that was asked for last.</summary>
    private void Locate(int node)
    {
        if (located.Node != node)
        {
            (SourceSpan span, MacroUse? macro) = Unit.Spans.At(Tree, node);
            located = (node, span, macro);
        }
    }

    /// <summary>What a use refers to.</summary>
    public DeclarationId Referenced(int node)
    {
        int known = references[node];
        if (known == 0)
        {
            known = Tree.ReferencedDeclaration(node).Index;
            references[node] = known == 0 ? -1 : known;
        }

        return new DeclarationId(Math.Max(0, known));
    }

    /// <summary>What kind of thing a use refers to.</summary>
    public CXCursorKind ReferencedKind(int node) => Tree.Unit.Declaration(Referenced(node)).Kind;

    /// <summary>The slot of a parameter or variable of automatic storage duration.</summary>
    public Local Local(DeclarationId declaration, int node)
    {
        if (!locals.TryGetValue(declaration.Index, out Local? local))
        {
            local = Builder.AddLocal(Tree.Spelling(node), Types.Complete(Type(node)), Span(node));
            locals.Add(declaration.Index, local);
        }

        return local;
    }

    public Local? FindLocal(DeclarationId declaration) => locals.GetValueOrDefault(declaration.Index);

    public void AddParameter(int node, int index)
    {
        Local local = Builder.AddLocal(Tree.Spelling(node), Types.Complete(Type(node)), Span(node), index);
        locals[Tree.Declaration(node).Index] = local;
    }

    public LocalAddressExpression AddressOf(Local local) => new(local.Slot, Types.PointerTo(local.Type));

    /// <summary>A place that lowering makes for a value that must outlive its block.</summary>
    public Local NewSynthetic(IrType type, SourceSpan span)
    {
        Local local = Builder.AddLocal(string.Empty, Types.Complete(type), span);
        Builder.Add(new LifetimeStartInstruction(local.Slot, null, span));
        return local;
    }

    public TemporaryExpression Load(Expression address, IrType type, int node, BitRange bits = default, AccessTraits traits = AccessTraits.None)
    {
        int temporary = Builder.NewTemporary();
        Builder.Add(new LoadInstruction(temporary, address, type, bits, traits, Span(node), Macro(node)));
        return new TemporaryExpression(temporary, type);
    }

    public Expression Load(in Place place, int node) => Load(place.Address, place.Type, node, place.Bits, place.Traits);

    public void Store(in Place place, Expression value, int node) =>
        Builder.Add(new StoreInstruction(place.Address, value, place.Type, place.Bits, place.Traits, Span(node), Macro(node)));

    public void StoreTo(Local local, Expression value, int node) =>
        Builder.Add(new StoreInstruction(AddressOf(local), value, local.Type, default, AccessTraits.None, Span(node), Macro(node)));

    public void Copy(Expression destination, Expression source, IrType type, int node) =>
        Builder.Add(new CopyInstruction(destination, source, Types.Complete(type), Span(node), Macro(node)));

    /// <summary>Reads a synthetic place for the last time.</summary>
    public Expression Take(Local local, int node)
    {
        TemporaryExpression value = Load(AddressOf(local), local.Type, node);
        Builder.Add(new LifetimeEndInstruction(local.Slot, Span(node)));
        return value;
    }

    /// <summary>Keeps a value while something that may branch is evaluated.</summary>
    public Held Hold(Expression value, bool acrossBranches, int node)
    {
        if (!acrossBranches || !ConstantFolder.UsesTemporary(value))
        {
            return new Held(this, value, null, node, false);
        }

        if (value is RecordValueExpression record)
        {
            Local address = NewSynthetic(Types.PointerTo(record.Type), Span(node));
            StoreTo(address, record.Address, node);
            return new Held(this, value, address, node, true);
        }

        Local local = NewSynthetic(value.Type, Span(node));
        StoreTo(local, value, node);
        return new Held(this, value, local, node, false);
    }

    /// <summary>Counts a construct that is not lowered and gives its unknown result.</summary>
    public Expression Unsupported(string reason, int node, IrType type, params ReadOnlySpan<Expression> operands)
    {
        int temporary = type.IsScalar || type.Kind is TypeKind.Unknown or TypeKind.Vector ? Builder.NewTemporary() : -1;
        Builder.Add(new UnsupportedInstruction(temporary, reason, [.. operands], Span(node), Macro(node)));
        return temporary >= 0 ? new TemporaryExpression(temporary, type) : new UnknownExpression(type);
    }

    /// <summary>Jumps to a block from where control is, if it is anywhere.</summary>
    public void Goto(int block, int node)
    {
        if (Builder.IsReachable)
        {
            Builder.Terminate(new GotoTerminator(block, Span(node)));
        }
    }

    /// <summary>Opens a block, which control also reaches from where it is.</summary>
    public void Place(int block, int node) => Builder.Place(block, Builder.IsReachable ? Span(node) : default);

    /// <summary>The first child that is an expression, or none.</summary>
    public int FirstExpression(int node)
    {
        foreach (int child in Tree.Children(node))
        {
            if (Tree.Kind(child).IsExpression())
            {
                return child;
            }
        }

        return CursorTree.None;
    }

    public int LastExpression(int node)
    {
        int last = CursorTree.None;
        foreach (int child in Tree.Children(node))
        {
            if (Tree.Kind(child).IsExpression())
            {
                last = child;
            }
        }

        return last;
    }

    /// <summary>Without parentheses and <c>__extension__</c>.</summary>
    public int Strip(int node)
    {
        while (true)
        {
            bool transparent = Tree.Kind(node) switch
            {
                CXCursor_ParenExpr => true,
                CXCursor_UnaryOperator => Facts.Unary(node) == CXUnaryOperatorKind.CXUnaryOperator_Extension,
                _ => false,
            };
            int child = transparent ? FirstExpression(node) : CursorTree.None;
            if (child < 0)
            {
                return node;
            }

            node = child;
        }
    }
}

/// <summary>A value kept while something else is evaluated: as it is, or in a synthetic local where that may branch.</summary>
internal readonly struct Held(FunctionContext context, Expression value, Local? local, int node, bool isRecord)
{
    public Expression Release()
    {
        if (local is null)
        {
            return value;
        }

        Expression taken = context.Take(local, node);
        return isRecord ? new RecordValueExpression(taken, value.Type) : taken;
    }
}
