using ClangSharp.Interop;
using Cleak.Clang;
using Cleak.Ir;
using static ClangSharp.Interop.CXCursorKind;

namespace Cleak.Frontend.Lowering;

internal enum InitializerKind : byte
{
    Scalar,

    /// <summary>A string literal that fills an array.</summary>
    String,

    /// <summary>An expression whose value is a whole record or array.</summary>
    Aggregate,
}

/// <summary>One part of an object that an initialiser sets.</summary>
/// <param name="Offset">Bytes from the start of the object.</param>
/// <param name="Address">The part's address, where one was asked for.</param>
internal readonly record struct InitializerEntry(InitializerKind Kind, long Offset, Expression? Address, IrType Type, BitRange Bits, int Node);

/// <summary>
/// Matches an initialiser with the parts of the object it is for (C17 6.7.9): designators, left-out braces, GNU ranges. libclang
/// gives the list as it was written.
/// </summary>
internal sealed class InitializerReader(FunctionContext f)
{
    /// <summary>More elements than this in one range are not spelled out.</summary>
    private const long MaximumRange = 1 << 16;

    public List<InitializerEntry> Entries { get; } = [];

    /// <summary>An object and what initialises all of it: an expression, or a list in braces.</summary>
    public void Read(int node, in Part part)
    {
        node = f.Strip(node);
        if (f.Tree.Kind(node) == CXCursor_CompoundLiteralExpr && part.Type.Kind is TypeKind.Array or TypeKind.Record)
        {
            node = f.LastExpression(node);
        }

        IrType type = part.Type;
        if (f.Tree.Kind(node) == CXCursor_UnexposedExpr && type.Kind is TypeKind.Array or TypeKind.Record && f.Tree.ChildCount(node) == 1
            && f.Strip(f.Tree.FirstChild(node)) is var inner && f.Tree.Kind(inner) is CXCursor_CompoundLiteralExpr or CXCursor_InitListExpr)
        {
            Read(inner, part);
            return;
        }

        if (f.Tree.Kind(node) == CXCursor_InitListExpr)
        {
            List(node, part);
        }
        else if (type.Kind == TypeKind.Array && f.Tree.Kind(node) == CXCursor_StringLiteral)
        {
            Add(InitializerKind.String, part, node);
        }
        else
        {
            Add(type.Kind is TypeKind.Array or TypeKind.Record ? InitializerKind.Aggregate : InitializerKind.Scalar, part, node);
        }
    }

    private void List(int node, in Part part)
    {
        var items = new List<int>();
        foreach (int child in f.Tree.Children(node))
        {
            if (f.Tree.Kind(child).IsExpression())
            {
                items.Add(child);
            }
        }

        switch (part.Type.Kind)
        {
            case TypeKind.Array when items.Count == 1 && f.Tree.Kind(f.Strip(items[0])) == CXCursor_StringLiteral && part.Type.Element!.Kind == TypeKind.Integer:
                Read(items[0], part);
                break;
            case TypeKind.Array or TypeKind.Record:
                int position = 0;
                Fill(part, items, ref position, 0, true);
                break;
            case TypeKind.Vector or TypeKind.Unknown:
                Add(InitializerKind.Scalar, part, node);
                break;
            default:
                if (items.Count > 0)
                {
                    Read(items[0], part);
                }

                break;
        }
    }

    /// <summary>Hands items to the members of an aggregate in order. Without braces of its own it ends where it is full.</summary>
    private void Fill(in Part whole, List<int> items, ref int position, long index, bool isBraced)
    {
        long count = MemberCount(whole.Type);
        while (position < items.Count)
        {
            if (IsDesignated(items[position]))
            {
                if (!isBraced)
                {
                    return;
                }

                index = Designated(whole, items, ref position) + 1;
                index = whole.Type.IsUnion ? count : index;
                continue;
            }

            if (count >= 0 && index >= count)
            {
                if (!isBraced)
                {
                    return;
                }

                position++;
                continue;
            }

            int before = position;
            Item(Member(whole, index), items, ref position);
            if (position == before && count < 0)
            {
                position++;
            }

            index = whole.Type.IsUnion ? count : index + 1;
        }
    }

    /// <summary>The next item for one member: it takes the item whole, or is an aggregate that takes as many as it has members.</summary>
    private void Item(in Part member, List<int> items, ref int position)
    {
        int node = items[position];
        bool isWhole = member.Type.Kind switch
        {
            TypeKind.Array => f.Tree.Kind(f.Strip(node)) is CXCursor_InitListExpr or CXCursor_StringLiteral
                || f.Type(node).Kind == TypeKind.Array,
            TypeKind.Record => f.Tree.Kind(node) == CXCursor_InitListExpr || ReferenceEquals(f.Type(node), member.Type),
            _ => true,
        };
        if (isWhole)
        {
            Read(node, member);
            position++;
        }
        else
        {
            Fill(member, items, ref position, 0, false);
        }
    }

    /// <summary>Follows a designator; what comes after it goes on behind the part it named. Returns the member it began with.</summary>
    private long Designated(in Part whole, List<int> items, ref int position)
    {
        int node = items[position];
        var path = new List<Designator>();
        int value = f.LastExpression(node);
        int previous = CursorTree.None;
        foreach (int child in f.Tree.Children(node))
        {
            if (child == value)
            {
                break;
            }

            if (f.Tree.Kind(child) == CXCursor_MemberRef)
            {
                // A nameless one at no place stands for an anonymous member on the way.
                if (!f.Tree.Location(child).IsNone)
                {
                    path.Add(new Designator(f.Tree.ReferencedDeclaration(child), 0, 0));
                }
            }
            else if (f.Tree.Kind(child).IsExpression())
            {
                long index = f.Expressions.Value(child) is ConstantExpression constant ? constant.Value : 0;
                if (previous >= 0 && IsRange(previous, child))
                {
                    path[^1] = path[^1] with { High = index };
                }
                else
                {
                    path.Add(new Designator(default, index, index));
                }

                previous = child;
                continue;
            }

            previous = CursorTree.None;
        }

        if (path.Count == 0)
        {
            f.HasBrokenType = true;
            position++;
            return MemberCount(whole.Type);
        }

        items[position] = value;
        return Descend(whole, path, 0, items, ref position);
    }

    private long Descend(in Part whole, List<Designator> path, int step, List<int> items, ref int position)
    {
        Designator designator = path[step];
        if (whole.Type.Kind == TypeKind.Record)
        {
            RecordMember[] members = f.Types.Members(whole.Type);
            for (int i = 0; i < members.Length; i++)
            {
                if (members[i].Declaration == designator.Member && !members[i].IsAnonymousRecord)
                {
                    Reach(Member(whole, i), path, step + 1, items, ref position);
                    return i;
                }

                if (members[i].IsAnonymousRecord && f.Types.Field(members[i].Type, designator.Member) is not null)
                {
                    Part anonymous = Member(whole, i);
                    long inner = Descend(anonymous, path, step, items, ref position);
                    GoOn(anonymous, inner, items, ref position);
                    return i;
                }
            }

            f.HasBrokenType = true;
            position++;
            return members.Length;
        }

        if (whole.Type.Kind != TypeKind.Array || designator.High - designator.Low > MaximumRange)
        {
            f.Unsupported("designated range of many elements", items[position], f.Types.Void);
            position++;
            return designator.High;
        }

        int start = position;
        for (long i = designator.Low; i <= designator.High; i++)
        {
            position = start;
            if (i < designator.High)
            {
                int alone = 0;
                Reach(Member(whole, i), path, step + 1, [items[start]], ref alone);
            }
            else
            {
                Reach(Member(whole, i), path, step + 1, items, ref position);
            }
        }

        return designator.High;
    }

    private void Reach(in Part member, List<Designator> path, int step, List<int> items, ref int position)
    {
        if (step == path.Count)
        {
            Item(member, items, ref position);
            return;
        }

        long inner = Descend(member, path, step, items, ref position);
        GoOn(member, inner, items, ref position);
    }

    private void GoOn(in Part aggregate, long last, List<int> items, ref int position)
    {
        if (!aggregate.Type.IsUnion && position < items.Count)
        {
            Fill(aggregate, items, ref position, last + 1, false);
        }
    }

    private bool IsDesignated(int node) =>
        f.Tree.Kind(node) == CXCursor_UnexposedExpr && f.Tree.CanonicalTypeKind(node) == CXTypeKind.CXType_Void;

    /// <summary><c>[a ... b]</c> and <c>[a][b]</c> have the same shape in the tree; the source says which it is.</summary>
    private bool IsRange(int low, int high)
    {
        SourcePosition start = f.Tree.SpellingLocation(low);
        SourcePosition end = f.Tree.SpellingLocation(high);
        return !start.IsNone && start.File == end.File && start.Offset < end.Offset
            && f.Tree.Unit.Contents(start.File)[start.Offset..end.Offset].IndexOf("..."u8) >= 0;
    }

    private long MemberCount(IrType type) => type.Kind switch
    {
        TypeKind.Array => type.Count,
        TypeKind.Record when type.IsUnion => Math.Min(1, f.Types.Members(type).Length),
        TypeKind.Record => f.Types.Members(type).Length,
        _ => 1,
    };

    private Part Member(in Part whole, long index)
    {
        if (whole.Type.Kind == TypeKind.Array)
        {
            IrType element = whole.Type.Element!;
            Expression? place = whole.Address is null
                ? null
                : ConstantFolder.Index(whole.Address, ConstantFolder.Constant(index, f.Types.PointerDifference), element.Size, f.Types.PointerTo(element));
            return new Part(element, whole.Offset + (index * element.Size), place, default);
        }

        RecordMember member = f.Types.Members(whole.Type)[index];
        long offset = member.BitOffset / 8;
        var bits = new BitRange((byte)(member.BitWidth > 0 ? member.BitOffset % 8 : 0), (byte)member.BitWidth);
        return new Part(member.Type, whole.Offset + offset, Address(whole.Address, offset, member), bits);
    }

    /// <summary>One step a named member: the way through anonymous records is part of the step.</summary>
    private OffsetExpression? Address(Expression? whole, long offset, RecordMember member)
    {
        if (whole is null)
        {
            return null;
        }

        IrType type = f.Types.PointerTo(member.Type);
        string? name = member.IsAnonymousRecord ? null : member.Name;
        return whole is OffsetExpression { FieldName: null } anonymous
            ? new OffsetExpression(anonymous.Address, anonymous.Bytes + offset, name, type)
            : new OffsetExpression(whole, offset, name, type);
    }

    private void Add(InitializerKind kind, in Part part, int node) =>
        Entries.Add(new InitializerEntry(kind, part.Offset, part.Address, part.Type, part.Bits, node));

    private readonly record struct Designator(DeclarationId Member, long Low, long High);
}

/// <summary>A part of the object being initialised.</summary>
internal readonly record struct Part(IrType Type, long Offset, Expression? Address, BitRange Bits);
