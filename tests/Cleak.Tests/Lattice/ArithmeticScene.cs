using Cleak.Analysis;
using Cleak.Ir;
using Cleak.Tests.Lowering;

namespace Cleak.Tests.Lattice;

/// <summary>The parts of an analysis of a function that gets three integers, without a run: expressions are evaluated by hand.</summary>
internal sealed class ArithmeticScene
{
    public const int Inputs = 3;

    private static readonly TranslationUnit Unit = LoweredSample.Text("int scene(int a, int b, int c) { int x; int y; x = a; y = b; return x + y + c; }");
    private static readonly Analysis.Program Program = ProgramLinker.Link([Unit]);

    public ArithmeticScene()
    {
        Context = new AnalysisContext(Program, new FunctionCode(Program.Functions[0]), new Workspace());
        Path = new PathCondition(Context);
        Evaluator = new Evaluator(Context, Path);
        Merger = new StateMerger(Context, Path);
        Int = Unit.Functions[0].Type.Element!;
    }

    public AnalysisContext Context { get; }

    public PathCondition Path { get; }

    public Evaluator Evaluator { get; }

    public StateMerger Merger { get; }

    public IrType Int { get; }

    public Value Input(int index) => Value.Of(Context.Terms.Parameter(index, Int));

    public AbstractState State() => Context.Pool.New();

    /// <summary>The number that a value stands for when the inputs are these; null for what no input decides.</summary>
    public long? Concrete(Value value, long[] inputs)
    {
        if (Context.Terms.TryConstant(value, out long constant))
        {
            return constant;
        }

        return value.IsTerm && ConcreteTerm(value.Term, inputs) is { } number ? number + value.Offset : null;
    }

    public long? ConcreteTerm(int id, long[] inputs)
    {
        Term term = Context.Terms[id];
        switch (term.Kind)
        {
            case TermKind.WideConstant:
                return term.Low;
            case TermKind.Parameter:
                return inputs[term.A];
            case TermKind.Unary when Concrete(term.Left, inputs) is { } operand:
                return term.Unary switch { UnaryOperator.Negate => -operand, UnaryOperator.Complement => ~operand, _ => operand == 0 ? 1 : 0 };
            case TermKind.Binary when Concrete(term.Left, inputs) is { } left && Concrete(term.Right, inputs) is { } right:
                return RandomExpression.Compute(term.Binary, left, right);
            case TermKind.Cast when Concrete(term.Left, inputs) is { } operand:
                int shift = 64 - (term.Op * 8);
                return term.C == 1 ? operand << shift >> shift : (long)((ulong)operand << shift >> shift);
            default:
                return null;
        }
    }

    /// <summary>Whether all that a state says of terms is so for these inputs.</summary>
    public bool Describes(AbstractState state, long[] inputs)
    {
        for (int i = 0; i < state.FactCount; i++)
        {
            if (ConcreteTerm(state.FactTerms[i], inputs) is { } number && !Context.Facts[state.FactIds[i]].Contains(number))
            {
                return false;
            }
        }

        for (int i = 0; i < state.AliasCount; i++)
        {
            if (ConcreteTerm(state.AliasTerms[i], inputs) is { } left && Concrete(state.AliasValues[i], inputs) is { } right && left != right)
            {
                return false;
            }
        }

        return true;
    }
}
