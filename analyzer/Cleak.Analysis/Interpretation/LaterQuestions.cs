using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// The places that the rest of a function may ask: whose value decides a branch, a switch or what is returned, at once or through what is
/// computed from it. Backward over the blocks as <see cref="Liveness"/> is, but a read only counts where its value is asked (a backward slice:
/// Weiser, ICSE 1981). Locals have a bit each; members, by offset, and the program's variables share some, so that a place may be taken for
/// asked that is not.
/// </summary>
internal sealed class LaterQuestions
{
    private const int SharedWords = 4;

    private readonly AnalysisContext context;
    private readonly SummarySet summaries;
    private readonly Function function;
    private readonly int localWords;
    private readonly int words;

    /// <summary>Bits of what is asked where a block begins, and of what is asked in it and after it.</summary>
    private readonly ulong[] before, within;

    private readonly ulong[] now;
    private bool[] isAsked = new bool[16];

    public LaterQuestions(AnalysisContext context, SummarySet summaries)
    {
        this.context = context;
        this.summaries = summaries;
        function = context.Function;
        localWords = (function.Locals.Length + 63) >> 6;
        words = localWords + (2 * SharedWords);
        before = new ulong[function.Blocks.Length * words];
        within = new ulong[function.Blocks.Length * words];
        now = new ulong[words];
        bool changed = true;
        while (changed)
        {
            changed = false;
            for (int b = function.Blocks.Length - 1; b >= 0; b--)
            {
                changed |= Pass(b);
            }
        }
    }

    /// <summary>The number of the place that an address names, so many bytes from a term.</summary>
    public int PlaceOf(int address, int offset)
    {
        TermTable terms = context.Terms;
        ref readonly Term term = ref terms[address];
        bool isElement = term.Kind == TermKind.Element;
        ref readonly Term root = ref terms[terms.Object(address)];
        return root.Kind switch
        {
            TermKind.LocalAddress => root.A,
            TermKind.GlobalAddress => Global(root.A, isElement ? AnyOffset : offset),
            _ => Member(offset),
        };
    }

    public bool IsAskedFrom(int block, int place) => (before[(block * words) + (place >> 6)] & (1UL << (place & 63))) != 0;

    /// <summary>The same between two instructions of a block: asked in the block or after it.</summary>
    public bool IsAskedWithin(int block, int place) => (within[(block * words) + (place >> 6)] & (1UL << (place & 63))) != 0;

    private const int AnyOffset = -1;

    private int Member(long offset) => (localWords << 6) + (int)(Mix(offset) % (SharedWords << 6));

    private int Global(int symbol, long offset) => ((localWords + SharedWords) << 6) + (int)(Mix(((long)symbol << 32) ^ offset) % (SharedWords << 6));

    private static ulong Mix(long value) => ((ulong)value * 0x9E37_79B9_7F4A_7C15) >> 32;

    private bool Pass(int block)
    {
        BasicBlock code = function.Blocks[block];
        Array.Clear(now);
        Array.Clear(isAsked);
        foreach (int successor in code.Terminator.Successors)
        {
            for (int w = 0; w < words; w++)
            {
                now[w] |= before[(successor * words) + w];
            }
        }

        Remember(block);
        switch (code.Terminator)
        {
            case BranchTerminator branch:
                Ask(branch.Condition);
                break;
            case SwitchTerminator choice:
                Ask(choice.Value);
                break;
            case ReturnTerminator { Value: { } value }:
                Ask(value);
                break;
        }

        for (int i = code.Instructions.Length - 1; i >= 0; i--)
        {
            Step(code.Instructions[i], block);
        }

        Remember(block);
        bool changed = false;
        for (int w = 0; w < words; w++)
        {
            int at = (block * words) + w;
            changed |= before[at] != now[w];
            before[at] = now[w];
        }

        return changed;
    }

    private void Remember(int block)
    {
        for (int w = 0; w < words; w++)
        {
            within[(block * words) + w] |= now[w];
        }
    }

    private void Step(Instruction instruction, int block)
    {
        switch (instruction)
        {
            case LoadInstruction load when IsAsked(load.Temporary):
                Add(Place(load.Address));
                AskAddress(load.Address);
                break;
            case StoreInstruction store when Place(store.Address) is var place && Has(place):
                if (store.Address is LocalAddressExpression local)
                {
                    Remember(block);
                    Remove(local.Slot);
                }

                Ask(store.Value);
                break;
            case CopyInstruction copy when Has(Place(copy.Destination)):
                Add(Place(copy.Source));
                AskAddress(copy.Source);
                break;
            case LifetimeStartInstruction start:
                Remember(block);
                Remove(start.Slot);
                break;
            case CallInstruction call:
                Call(call);
                break;
        }
    }

    /// <summary>What a call answers, in its result or in a variable that it is given, may hang on all that it is given.</summary>
    private void Call(CallInstruction call)
    {
        bool decides = (call.Temporary >= 0 && IsAsked(call.Temporary)) || (call.ResultAddress is { } result && Has(Place(result)));
        foreach (Expression argument in call.Arguments)
        {
            decides |= Root(argument) is LocalAddressExpression local && Has(local.Slot);
        }

        if (call.DirectCallee is { } callee && SummaryOf(callee) is { IsPlain: false } summary)
        {
            foreach (int term in summary.DecidingTerms)
            {
                AskCallee(summary, term, call);
            }
        }

        if (!decides)
        {
            return;
        }

        Ask(call.Callee);
        foreach (Expression argument in call.Arguments)
        {
            Ask(argument);
            if (Root(argument) is LocalAddressExpression local)
            {
                Add(local.Slot);
            }
        }
    }

    /// <summary>The summary that a call of a function uses; null where it uses none, or one that is made at the same time.</summary>
    private FunctionSummary? SummaryOf(Symbol callee) =>
        context.Program.Models.Find(context.UnitIndex, callee) is null && context.Program.Function(context.UnitIndex, callee) is { } function
        && context.Program.Calls.IsBefore(context.Code.Linked.Id, function.Id) ? summaries.Find(function.Id) : null;

    /// <summary>What a callee asks: the argument for its parameter, a variable, a member.</summary>
    private void AskCallee(FunctionSummary summary, int id, CallInstruction call)
    {
        Term term = summary.Terms[id];
        switch (term.Kind)
        {
            case TermKind.Parameter when term.A < call.Arguments.Length:
                Ask(call.Arguments[term.A]);
                break;
            case TermKind.Content:
                Term address = summary.Terms[term.A];
                bool isElement = address.Kind == TermKind.Element;
                while (address.Kind == TermKind.Element && address.Left.IsTerm)
                {
                    address = summary.Terms[address.Left.Term];
                }

                Add(address.Kind == TermKind.GlobalAddress ? Global(address.A, isElement ? AnyOffset : term.B) : Member(term.B));
                break;
            case TermKind.Unary or TermKind.Cast when term.Left.IsTerm:
                AskCallee(summary, term.Left.Term, call);
                break;
            case TermKind.Binary:
                if (term.Left.IsTerm)
                {
                    AskCallee(summary, term.Left.Term, call);
                }

                if (term.Right.IsTerm)
                {
                    AskCallee(summary, term.Right.Term, call);
                }

                break;
        }
    }

    private void Ask(Expression value)
    {
        switch (value)
        {
            case TemporaryExpression temporary:
                if (temporary.Index >= isAsked.Length)
                {
                    Array.Resize(ref isAsked, Math.Max(temporary.Index + 1, isAsked.Length * 2));
                }

                isAsked[temporary.Index] = true;
                break;
            case UnaryExpression unary:
                Ask(unary.Operand);
                break;
            case BinaryExpression binary:
                Ask(binary.Left);
                Ask(binary.Right);
                break;
            case CastExpression cast:
                Ask(cast.Operand);
                break;
            case OffsetExpression offset:
                Ask(offset.Address);
                break;
            case IndexExpression index:
                Ask(index.Address);
                Ask(index.Index);
                break;
            case RecordValueExpression record:
                Add(Place(record.Address));
                AskAddress(record.Address);
                break;
        }
    }

    /// <summary>Which object is read is asked with what is read.</summary>
    private void AskAddress(Expression address)
    {
        if (address is not LocalAddressExpression and not SymbolAddressExpression)
        {
            Ask(address);
        }
    }

    /// <summary>The place that an address names: as <see cref="PlaceOf"/> says it of a term.</summary>
    private int Place(Expression address)
    {
        long offset = 0;
        bool isElement = false;
        while (true)
        {
            switch (address)
            {
                case OffsetExpression at:
                    offset += at.Bytes;
                    address = at.Address;
                    continue;
                case IndexExpression { Index: ConstantExpression constant } index:
                    offset += constant.Value * index.ElementSize;
                    address = index.Address;
                    continue;
                case IndexExpression index:
                    isElement = true;
                    address = index.Address;
                    continue;
                case CastExpression cast:
                    address = cast.Operand;
                    continue;
                case LocalAddressExpression local:
                    return local.Slot;
                case SymbolAddressExpression symbol:
                    return symbol.Symbol.Kind == SymbolKind.Variable ? Global(context.Program.Variable(context.UnitIndex, symbol.Symbol).Id, isElement ? AnyOffset : offset) : Member(offset);
                default:
                    return Member(offset);
            }
        }
    }

    private static Expression Root(Expression value)
    {
        while (value is OffsetExpression or IndexExpression or CastExpression)
        {
            value = value switch
            {
                OffsetExpression offset => offset.Address,
                IndexExpression index => index.Address,
                _ => ((CastExpression)value).Operand,
            };
        }

        return value;
    }

    private bool IsAsked(int temporary) => temporary < isAsked.Length && isAsked[temporary];

    private bool Has(int place) => (now[place >> 6] & (1UL << (place & 63))) != 0;

    private void Add(int place) => now[place >> 6] |= 1UL << (place & 63);

    private void Remove(int place) => now[place >> 6] &= ~(1UL << (place & 63));
}
