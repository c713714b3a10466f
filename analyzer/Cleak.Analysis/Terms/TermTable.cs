using System.Runtime.CompilerServices;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>The terms of one function's analysis: interned, numbered in the order of their making, never removed.</summary>
internal sealed class TermTable
{
    /// <summary>Buckets that are kept for the next function: emptying more than most need would cost more than they do.</summary>
    private const int LastingBuckets = 4096;

    private Term[] terms = new Term[256];

    /// <summary>What is asked of many terms and mostly answered by no, apart from the rest: few lines of cache hold it.</summary>
    private ulong[] mentioned = new ulong[256], stamps = new ulong[256], merges = new ulong[256];

    private bool[] lasting = new bool[256];
    private int[] buckets = new int[512];
    private ulong[] hashes = new ulong[256];

    public TermTable()
    {
        // Id 0 stays unused: a packed value of 0 means "no value".
        Count = 1;
    }

    public int Count { get; private set; }

    public void Clear()
    {
        if (buckets.Length > LastingBuckets)
        {
            buckets = new int[LastingBuckets];
        }
        else
        {
            Array.Clear(buckets);
        }

        Count = 1;
    }

    public ref readonly Term this[int id] => ref terms[id];

    /// <summary>Nothing is mapped in the first page: no object's address is smaller.</summary>
    public const int FirstAddress = 4096;

    /// <summary>Deeper terms are not made: a chain of that length carries no correlation that code tests.</summary>
    public const int MaxDepth = 10;

    /// <summary>A bit for each term in a term, itself included, by id modulo 64: what is not in here does not occur (Bloom, CACM 13(7), 1970).</summary>
    public ulong Mentioned(int term) => mentioned[term];

    /// <summary>The same for the stamps of contents.</summary>
    public ulong Stamps(int term) => stamps[term];

    /// <summary>The same of a value; what is no term mentions nothing.</summary>
    public ulong MentionedIn(Value value) => mentioned[value.Term];

    public ulong StampsIn(Value value) => stamps[value.Term];

    /// <summary>It is made of what can be named at any time: the program's objects, the function's variables, what was there at entry.</summary>
    public bool IsLasting(int term) => lasting[term];

    /// <summary>A bit for each place at which something that it is made of was merged, modulo 64.</summary>
    public ulong MergesIn(Value value) => merges[value.Term];

    public int DepthOf(Value value) => value.IsTerm ? terms[value.Term].Depth : 0;

    public Value Constant(long value) =>
        value is >= int.MinValue and <= int.MaxValue
            ? Value.Constant((int)value)
            : Value.Of(Intern(new Term { Kind = TermKind.WideConstant, Low = value, High = value, A = (int)value, B = (int)(value >> 32) }));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryConstant(Value value, out long constant)
    {
        if (value.IsConstant)
        {
            constant = value.Offset;
            return true;
        }

        if (value.IsTerm && terms[value.Term].Kind == TermKind.WideConstant)
        {
            constant = terms[value.Term].Low + value.Offset;
            return true;
        }

        constant = 0;
        return false;
    }

    public int Parameter(int index, IrType type) => Leaf(TermKind.Parameter, index, 0, 0, type);

    public int Content(int address, int offset, int stamp, IrType type, byte width)
    {
        (long low, long high) = Range(type);
        return Intern(new Term { Kind = TermKind.Content, A = address, B = offset, C = stamp, Op = width, Low = low, High = high });
    }

    /// <summary>The same content of another address.</summary>
    public int With(Term content, int address)
    {
        content.A = address;
        return Intern(content);
    }

    public int LocalAddress(int slot) => Intern(new Term { Kind = TermKind.LocalAddress, A = slot, Low = FirstAddress, High = long.MaxValue });

    public int GlobalAddress(int symbol) => Intern(new Term { Kind = TermKind.GlobalAddress, A = symbol, Low = FirstAddress, High = long.MaxValue });

    public int FunctionAddress(int symbol) => Intern(new Term { Kind = TermKind.FunctionAddress, A = symbol, Low = FirstAddress, High = long.MaxValue });

    /// <summary>Literals with the same text in one unit may share their storage: they are one object.</summary>
    public int StringAddress(int literal, int unit) => Intern(new Term { Kind = TermKind.StringAddress, A = literal, B = unit, Low = FirstAddress, High = long.MaxValue });

    public int StackBlock(int instruction, int instance) => Intern(new Term { Kind = TermKind.StackBlock, A = instruction, B = instance, Low = FirstAddress, High = long.MaxValue });

    public int Acquired(int instruction, int which, int instance, ResourceKind kind)
    {
        (long low, long high) = Acquisition.Range(kind);
        return Intern(new Term { Kind = TermKind.Acquired, A = instruction, B = instance, C = which, Low = low, High = high });
    }

    public int Fresh(int instruction, int which, int instance, long low, long high) =>
        Intern(new Term { Kind = TermKind.Fresh, A = instruction, B = which, C = instance, Low = low, High = high });

    public int Merged(int block, int cell, long low, long high) =>
        Intern(new Term { Kind = TermKind.Merged, A = block, B = cell, Low = low, High = high });

    public int Element(Value address, Value index, int scale) =>
        Intern(new Term { Kind = TermKind.Element, Left = address, Right = index, C = scale, Low = FirstAddress, High = long.MaxValue });

    public int Unary(UnaryOperator op, Value operand, long low, long high) =>
        Intern(new Term { Kind = TermKind.Unary, Op = (byte)op, Left = operand, Low = low, High = high });

    /// <summary>An operation's result. The same operation may have other bounds on another path: the term's are those of all paths.</summary>
    public int Binary(BinaryOperator op, Value left, Value right, long low, long high)
    {
        int id = Intern(new Term { Kind = TermKind.Binary, Op = (byte)op, Left = left, Right = right, Low = low, High = high });
        ref Term term = ref terms[id];
        term.Low = Math.Min(term.Low, low);
        term.High = Math.Max(term.High, high);
        return id;
    }

    /// <param name="keepsSign">What is not negative is not negative either when it is cut.</param>
    public int Cast(Value operand, IrType type, bool keepsSign = false)
    {
        (long low, long high) = Range(type);
        return Intern(new Term
        {
            Kind = TermKind.Cast,
            Op = (byte)Math.Clamp(type.Size, 0, 255),
            B = keepsSign ? 1 : 0,
            C = type.IsSigned ? 1 : 0,
            Left = operand,
            Low = keepsSign ? Math.Max(low, 0) : low,
            High = high,
        });
    }

    private int Leaf(TermKind kind, int a, int b, int c, IrType type)
    {
        (long low, long high) = Range(type);
        return Intern(new Term { Kind = kind, A = a, B = b, C = c, Low = low, High = high });
    }

    /// <summary>The values a type can hold; unsigned 64-bit integers are cut at 2^63-1, which no C program's sizes reach.</summary>
    public static (long Low, long High) Range(IrType type) => type.Kind switch
    {
        TypeKind.Bool => (0, 1),
        TypeKind.Pointer => (0, long.MaxValue),
        TypeKind.Integer when type.IsSigned && type.Size is > 0 and < 8 => (-(1L << (int)((type.Size * 8) - 1)), (1L << (int)((type.Size * 8) - 1)) - 1),
        TypeKind.Integer when !type.IsSigned && type.Size is > 0 and < 8 => (0, (1L << (int)(type.Size * 8)) - 1),
        TypeKind.Integer when !type.IsSigned => (0, long.MaxValue),
        _ => (long.MinValue, long.MaxValue),
    };

    /// <summary>A caller can name the term: it is made of what was there at entry.</summary>
    public bool IsInterface(int term) => terms[term].IsInterface;

    /// <summary>A pointer that the caller gave, or that stands in what it gave: deeper ones it cannot follow anyway.</summary>
    public bool IsGivenPointer(int term) =>
        terms[term] is { Kind: TermKind.Parameter or TermKind.Content, Low: >= 0, High: long.MaxValue, Depth: <= 4 } && IsInterface(term);

    /// <summary>The object that stands for a returned value, scalar or record.</summary>
    public int ResultObject() => Intern(new Term { Kind = TermKind.Parameter, A = ResultParameter, Low = FirstAddress, High = long.MaxValue });

    public const int ResultParameter = 255;

    /// <summary>The object that errno names: callers and callees share it.</summary>
    public int ErrnoObject() => Intern(new Term { Kind = TermKind.Parameter, A = ErrnoParameter, Low = FirstAddress, High = long.MaxValue });

    public const int ErrnoParameter = 254;

    /// <summary>The object that an address value points into: through elements down to what they index.</summary>
    public int Object(int term) => terms[term].Root;

    /// <summary>Whether <paramref name="wanted"/> is <paramref name="term"/> or occurs in it as what it is computed from.</summary>
    public bool Mentions(int term, int wanted)
    {
        if (term == wanted)
        {
            return true;
        }

        // Operands are always older than the terms made of them.
        if (term < wanted || (mentioned[term] & (1UL << (wanted & 63))) == 0)
        {
            return false;
        }

        ref readonly Term t = ref terms[term];
        return t.Kind switch
        {
            TermKind.Content => Mentions(t.A, wanted),
            TermKind.Element or TermKind.Binary => (t.Left.IsTerm && Mentions(t.Left.Term, wanted)) || (t.Right.IsTerm && Mentions(t.Right.Term, wanted)),
            TermKind.Unary or TermKind.Cast => t.Left.IsTerm && Mentions(t.Left.Term, wanted),
            _ => false,
        };
    }

    /// <summary>
    /// Whether a value of <paramref name="term"/> leads back to <paramref name="wanted"/>: it is it, points into it, or is computed from it.
    /// What was only read out of it does not.
    /// </summary>
    public bool Names(int term, int wanted)
    {
        if (term == wanted)
        {
            return true;
        }

        if (term < wanted || (mentioned[term] & (1UL << (wanted & 63))) == 0)
        {
            return false;
        }

        ref readonly Term t = ref terms[term];
        return t.Kind switch
        {
            // Whether it is null, or another's equal, leads nowhere.
            _ when t.IsPredicate => false,
            TermKind.Element or TermKind.Binary => (t.Left.IsTerm && Names(t.Left.Term, wanted)) || (t.Right.IsTerm && Names(t.Right.Term, wanted)),
            TermKind.Unary or TermKind.Cast => t.Left.IsTerm && Names(t.Left.Term, wanted),
            _ => false,
        };
    }

    private int Intern(in Term term)
    {
        ulong hash = Hash(term);
        int mask = buckets.Length - 1;
        int slot = (int)(hash & (ulong)mask);
        while (buckets[slot] is var id && id != 0)
        {
            if (hashes[id] == hash && Same(terms[id], term))
            {
                return id;
            }

            slot = (slot + 1) & mask;
        }

        int fresh = Count++;
        if (fresh == terms.Length)
        {
            Array.Resize(ref terms, terms.Length * 2);
            Array.Resize(ref hashes, hashes.Length * 2);
            Array.Resize(ref mentioned, mentioned.Length * 2);
            Array.Resize(ref stamps, stamps.Length * 2);
            Array.Resize(ref merges, merges.Length * 2);
            Array.Resize(ref lasting, lasting.Length * 2);
        }

        terms[fresh] = term;
        Describe(ref terms[fresh], fresh);
        hashes[fresh] = hash;
        buckets[slot] = fresh;
        if (Count * 2 > buckets.Length)
        {
            Rehash();
        }

        return fresh;
    }

    /// <summary>Fills in what follows from the operands, so that questions need no walk.</summary>
    private void Describe(ref Term term, int id)
    {
        Value left = term.Left, right = term.Right;
        ulong names = MentionedIn(left) | MentionedIn(right), made = StampsIn(left) | StampsIn(right), mergedAt = MergesIn(left) | MergesIn(right);
        int depth = Math.Max(DepthOf(left), DepthOf(right));
        bool areLasting = (!left.IsTerm || lasting[left.Term]) && (!right.IsTerm || lasting[right.Term]);
        bool areInterface = (!left.IsTerm || terms[left.Term].IsInterface) && (!right.IsTerm || terms[right.Term].IsInterface);
        bool isLasting = false;
        term.Root = id;
        switch (term.Kind)
        {
            case TermKind.Content:
                ref readonly Term holder = ref terms[term.A];
                names |= mentioned[term.A];
                made |= stamps[term.A] | (1UL << (term.C & 63));
                mergedAt |= merges[term.A];
                depth = holder.Depth;
                term.IsInterface = term.C == 0 && holder.IsInterface;
                isLasting = term.C == 0 && lasting[term.A];
                break;
            case TermKind.Fresh:
                made |= 1UL << (term.A & 63);
                break;
            case TermKind.Merged:
                mergedAt |= 1UL << (term.A & 63);
                break;
            case TermKind.Element:
                term.Root = left.IsTerm ? terms[left.Term].Root : id;
                term.IsInterface = areInterface;
                isLasting = areLasting;
                break;
            case TermKind.Unary or TermKind.Cast or TermKind.Binary:
                term.IsInterface = areInterface;
                isLasting = areLasting;
                break;
            case TermKind.Parameter or TermKind.GlobalAddress or TermKind.FunctionAddress or TermKind.StringAddress or TermKind.WideConstant:
                term.IsInterface = true;
                isLasting = true;
                break;
            case TermKind.LocalAddress or TermKind.StackBlock:
                isLasting = true;
                break;
        }

        lasting[id] = isLasting;
        mentioned[id] = names | (1UL << (id & 63));
        stamps[id] = made;
        merges[id] = mergedAt;
        term.Depth = 1 + depth;
    }

    private void Rehash()
    {
        buckets = new int[buckets.Length * 2];
        int mask = buckets.Length - 1;
        for (int id = 1; id < Count; id++)
        {
            int slot = (int)(hashes[id] & (ulong)mask);
            while (buckets[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }

            buckets[slot] = id;
        }
    }

    private static ulong Hash(in Term term)
    {
        ulong hash = Mix(((ulong)term.Kind << 8) | term.Op, (uint)term.A | ((ulong)(uint)term.B << 32));
        hash = Mix(hash, (uint)term.C);
        hash = Mix(hash, term.Left.Bits);
        return Mix(hash, term.Right.Bits);
    }

    private static ulong Mix(ulong hash, ulong value)
    {
        hash = (hash ^ value) * 0x9E37_79B9_7F4A_7C15;
        return hash ^ (hash >> 29);
    }

    private static bool Same(in Term left, in Term right) =>
        left.Kind == right.Kind && left.Op == right.Op && left.A == right.A && left.B == right.B && left.C == right.C
        && left.Left == right.Left && left.Right == right.Right;
}
