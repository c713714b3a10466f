using System.Numerics;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>Expressions to values: folds what the path knows, and makes the rest terms. Pure: the state is only read.</summary>
internal sealed class Evaluator(AnalysisContext context, PathCondition path)
{
    /// <summary>The low bits that are zero in what malloc returns on 64-bit targets (alignof(max_align_t)).</summary>
    private const int AlignmentMask = 15;

    private readonly TermTable terms = context.Terms;

    public Value Evaluate(AbstractState state, Expression expression)
    {
        switch (expression)
        {
            case ConstantExpression constant:
                return terms.Constant(constant.Value);
            case TemporaryExpression temporary:
                return path.Resolve(state, state.Temporary(temporary.Index));
            case LocalAddressExpression local:
                return Value.Of(terms.LocalAddress(local.Slot));
            case SymbolAddressExpression symbol:
                return Value.Of(AddressOf(context.UnitIndex, symbol.Symbol));
            case StringAddressExpression literal:
                return Value.Of(terms.StringAddress(literal.Literal.Id, context.UnitIndex));
            case OffsetExpression offset:
                return path.Add(Evaluate(state, offset.Address), offset.Bytes);
            case IndexExpression index:
                return Index(state, Evaluate(state, index.Address), Evaluate(state, index.Index), index.ElementSize);
            case UnaryExpression unary:
                return Unary(state, unary.Operator, Evaluate(state, unary.Operand), unary.Type);
            case BinaryExpression binary:
                return Binary(state, binary.Operator, Evaluate(state, binary.Left), Evaluate(state, binary.Right), binary.Left.Type);
            case CastExpression cast:
                return Cast(state, Evaluate(state, cast.Operand), cast.Operand.Type, cast.Type);
            default:
                return Value.None;
        }
    }

    /// <summary>The term of a function's or variable's address as <paramref name="unit"/> names it.</summary>
    public int AddressOf(int unit, Symbol symbol)
    {
        if (symbol.Kind == SymbolKind.Variable)
        {
            return terms.GlobalAddress(context.Program.Variable(unit, symbol).Id);
        }

        // Functions without a body are told apart by unit and symbol, below zero.
        LinkedFunction? function = context.Program.Function(unit, symbol);
        return terms.FunctionAddress(function?.Id ?? -1 - ((unit << 16) | symbol.Id));
    }

    public Value Index(AbstractState state, Value address, Value index, long scale)
    {
        if (address.IsNone || index.IsNone || index.IsUninitialized || scale is <= 0 or > int.MaxValue)
        {
            return address.IsTerm && index.IsConstant && index.Offset == 0 ? address : Value.None;
        }

        if (terms.TryConstant(index, out long constant))
        {
            return Math.Abs(constant) < int.MaxValue / scale ? path.Add(address, constant * scale) : Value.None;
        }

        if (!address.IsTerm || !index.IsTerm)
        {
            return Value.None;
        }

        if (IsDeep(address, index))
        {
            return Value.None;
        }

        // The index's own offset moves into the element's: a[i + 1] is eight bytes from a[i].
        long extra = index.Offset * scale;
        if (Math.Abs(extra) > int.MaxValue)
        {
            return Value.None;
        }

        if (terms[address.Term] is { Kind: TermKind.Element } inner && inner.C == scale && address.Offset == 0 && inner.Right.IsTerm)
        {
            // p + i + j: one element of the sum.
            Value sum = Binary(state, BinaryOperator.Add, inner.Right, Value.Of(index.Term), null);
            return sum.IsTerm ? path.Add(Value.Of(terms.Element(inner.Left, Value.Of(sum.Term), (int)scale)), extra + ((long)sum.Offset * scale)) : Value.None;
        }

        return path.Add(Value.Of(terms.Element(address, Value.Of(index.Term), (int)scale)), extra);
    }

    public Value Unary(AbstractState state, UnaryOperator op, Value operand, IrType type)
    {
        operand = path.Resolve(state, operand);
        if (terms.TryConstant(operand, out long constant))
        {
            return op switch
            {
                UnaryOperator.Negate => Wrap(unchecked(-constant), type),
                UnaryOperator.Complement => Wrap(~constant, type),
                _ => constant == 0 ? Value.One : Value.Zero,
            };
        }

        if (!operand.IsTerm)
        {
            return Value.None;
        }

        if (op == UnaryOperator.LogicalNot)
        {
            return Not(state, operand);
        }

        (long low, long high) = TermTable.Range(type);
        Fact range = path.Range(state, operand);
        if (op == UnaryOperator.Negate && range.Low > long.MinValue && range.High < long.MaxValue)
        {
            (low, high) = (Math.Max(low, -range.High), Math.Min(high, -range.Low));
        }

        return IsDeep(operand, operand) || low > high ? Value.None : Value.Of(terms.Unary(op, operand, low, high));
    }

    /// <param name="type">Of the operands; null where any will do.</param>
    public Value Binary(AbstractState state, BinaryOperator op, Value left, Value right, IrType? type)
    {
        left = path.Resolve(state, left);
        right = path.Resolve(state, right);
        if (left.IsNone || right.IsNone || left.IsUninitialized || right.IsUninitialized)
        {
            return Value.None;
        }

        if (op >= BinaryOperator.Equal)
        {
            return Compare(state, op, left, right);
        }

        bool leftKnown = terms.TryConstant(left, out long l), rightKnown = terms.TryConstant(right, out long r);
        if (leftKnown && rightKnown)
        {
            return Fold(op, l, r, type);
        }

        if (leftKnown && op is BinaryOperator.And or BinaryOperator.Or)
        {
            return Binary(state, op, right, left, type);
        }

        switch (op)
        {
            case BinaryOperator.Add when rightKnown:
                return path.Add(left, r);
            case BinaryOperator.Add when leftKnown:
                return path.Add(right, l);
            case BinaryOperator.Subtract when rightKnown:
                return path.Add(left, unchecked(-r));
            case BinaryOperator.Subtract when left.Term == right.Term && left.IsTerm && right.IsTerm:
                return terms.Constant((long)left.Offset - right.Offset);
            case BinaryOperator.Subtract when left.IsTerm && right.IsTerm && terms[left.Term].Kind == TermKind.Element && Distance(state, left, right) is { IsNone: false } distance:
                return distance;
            case BinaryOperator.And when rightKnown && IsAligned(left):
                // Blocks are aligned to sixteen bytes: their addresses' low bits are free for tags.
                if (r is >= 0 and <= AlignmentMask)
                {
                    return terms.Constant(left.Offset & r);
                }

                if (r < 0 && ~r <= AlignmentMask)
                {
                    return Value.Of(left.Term, (int)(left.Offset & r));
                }

                break;
            case BinaryOperator.Or when rightKnown && IsAligned(left) && r is >= 0 and <= AlignmentMask:
                return Value.Of(left.Term, left.Offset | (int)r);
            case BinaryOperator.And when rightKnown && Masked(state, left, r, type) is { IsNone: false } masked:
                return masked;
            case BinaryOperator.Multiply when (rightKnown && r == 0) || (leftKnown && l == 0):
            case BinaryOperator.And when (rightKnown && r == 0) || (leftKnown && l == 0):
                return Value.Zero;
            case BinaryOperator.Multiply or BinaryOperator.Divide when rightKnown && r == 1:
                return left;
            case BinaryOperator.Multiply when leftKnown && l == 1:
                return right;
            case BinaryOperator.Or or BinaryOperator.Xor or BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight when rightKnown && r == 0:
                return left;
        }

        if (op is BinaryOperator.Add or BinaryOperator.Subtract && LinearForm.TrySimplify(context, path, state, op, left, right, out Value simple))
        {
            return simple;
        }

        if (IsDeep(left, right))
        {
            return Value.None;
        }

        // Commutative operations have one order.
        bool commutes = op is BinaryOperator.Add or BinaryOperator.Multiply or BinaryOperator.And or BinaryOperator.Or or BinaryOperator.Xor;
        if (commutes && left.Bits > right.Bits)
        {
            (left, right) = (right, left);
        }

        (long low, long high) = ResultRange(op, path.Range(state, left), path.Range(state, right), type);
        return Value.Of(terms.Binary(op, left, right, low, high));
    }

    /// <summary>Bits of what other bits were set or cleared in: those of what was there before, or known.</summary>
    private Value Masked(AbstractState state, Value value, long mask, IrType? type)
    {
        if (value is not { IsTerm: true, Offset: 0 } || terms[value.Term] is not { Kind: TermKind.Binary } term)
        {
            return Value.None;
        }

        (Value other, bool isKnown) = terms.TryConstant(term.Left, out long bits) ? (term.Right, true) : (term.Left, terms.TryConstant(term.Right, out bits));
        return !isKnown ? Value.None : term.Binary switch
        {
            BinaryOperator.Or or BinaryOperator.Xor when (bits & mask) == 0 => Binary(state, BinaryOperator.And, other, terms.Constant(mask), type),
            BinaryOperator.Or when (bits & mask) == mask => terms.Constant(mask),
            BinaryOperator.And when (bits & mask) == 0 => Value.Zero,
            BinaryOperator.And when (bits & mask) == mask => Binary(state, BinaryOperator.And, other, terms.Constant(mask), type),
            _ => Value.None,
        };
    }

    public Value Cast(AbstractState state, Value operand, IrType from, IrType to)
    {
        if (operand.IsNone || operand.IsUninitialized || to.Kind == TypeKind.Floating || from.Kind == TypeKind.Floating)
        {
            return from.Kind == TypeKind.Floating || to.Kind == TypeKind.Floating ? Value.None : operand;
        }

        operand = path.Resolve(state, operand);
        if (to.Kind == TypeKind.Bool)
        {
            return Not(state, Not(state, operand));
        }

        if (to.Kind is not (TypeKind.Integer or TypeKind.Pointer))
        {
            return operand;
        }

        if (terms.TryConstant(operand, out long constant))
        {
            return Wrap(constant, to);
        }

        // A pointer through an integer as wide keeps what it points to.
        if (!operand.IsTerm || to.Kind == TypeKind.Pointer || (from.Kind == TypeKind.Pointer && to.Size >= from.Size))
        {
            return operand;
        }

        (long low, long high) = TermTable.Range(to);
        Fact range = path.Range(state, operand);
        if (IsWidened(from, to) && KeepsRange(state, operand, range, from))
        {
            return operand;
        }

        return range.Low >= low && range.High <= high ? operand
            : IsDeep(operand, operand) ? Value.None
            : Value.Of(terms.Cast(operand, to, range is { Low: >= 0, High: long.MaxValue } && IsLength(terms[operand.Term])));
    }

    /// <summary>Every value of the one type is one of the other (C23 6.3.1.3p1).</summary>
    private static bool IsWidened(IrType from, IrType to) =>
        from.Kind == TypeKind.Integer && to.Kind == TypeKind.Integer && from.Size < to.Size && (!from.IsSigned || to.IsSigned);

    /// <summary>What is not known of a value, its type says.</summary>
    private bool KeepsRange(AbstractState state, Value operand, Fact range, IrType type)
    {
        (long low, long high) = TermTable.Range(type);
        return terms[operand.Term].Kind is TermKind.Merged or TermKind.Fresh && (range.Low >= low || range.Low == long.MinValue) && range.Low <= high && range.High >= low
            && path.Bound(state, operand, low, high);
    }

    /// <summary>How far a pointer was moved from another; none where it was not, or not in a way that is followed.</summary>
    private Value Distance(AbstractState state, Value place, Value origin)
    {
        Value distance = Value.Zero;
        while (place.IsTerm && place.Term != origin.Term)
        {
            Term element = terms[place.Term];
            if (element.Kind != TermKind.Element || distance.IsNone)
            {
                return Value.None;
            }

            Value index = element.C == 1 ? element.Right : Binary(state, BinaryOperator.Multiply, element.Right, terms.Constant(element.C), null);
            distance = path.Add(Binary(state, BinaryOperator.Add, distance, index, null), place.Offset);
            place = element.Left;
        }

        return place.IsTerm ? path.Add(distance, (long)place.Offset - origin.Offset) : Value.None;
    }

    /// <summary>A size or a distance that was found here, not a number that somebody gave: it fits where the program puts it.</summary>
    private static bool IsLength(in Term term) => term.Kind is TermKind.Merged or TermKind.Fresh || (term.Kind == TermKind.Content && term.Op == StringLengths.Width);

    public Value Not(AbstractState state, Value operand)
    {
        operand = path.Resolve(state, operand);
        if (terms.TryConstant(operand, out long constant))
        {
            return constant == 0 ? Value.One : Value.Zero;
        }

        if (!operand.IsTerm)
        {
            return Value.None;
        }

        Fact range = path.Range(state, operand);
        if (!range.Contains(0))
        {
            return Value.Zero;
        }

        if (operand.Offset == 0)
        {
            ref readonly Term term = ref terms[operand.Term];
            if (term.Kind == TermKind.Unary && term.Unary == UnaryOperator.LogicalNot && term.Left is { IsTerm: true, Offset: 0 } inner && terms[inner.Term].IsPredicate)
            {
                return inner;
            }
        }

        return IsDeep(operand, operand) ? Value.None : Predicate(state, terms.Unary(UnaryOperator.LogicalNot, operand, 0, 1));
    }

    private Value Compare(AbstractState state, BinaryOperator op, Value left, Value right)
    {
        switch (op)
        {
            case BinaryOperator.NotEqual:
                return Not(state, Equal(state, left, right));
            case BinaryOperator.Equal:
                return Equal(state, left, right);
            case BinaryOperator.Less:
                return Less(state, left, right);
            case BinaryOperator.Greater:
                return Less(state, right, left);
            case BinaryOperator.LessOrEqual:
                return Not(state, Less(state, right, left));
            default:
                return Not(state, Less(state, left, right));
        }
    }

    private Value Equal(AbstractState state, Value left, Value right)
    {
        if (left == right)
        {
            return Value.One;
        }

        if (terms.TryConstant(left, out _))
        {
            (left, right) = (right, left);
        }

        if (terms.TryConstant(right, out long constant))
        {
            if (!left.IsTerm)
            {
                return terms.TryConstant(left, out long other) ? (other == constant ? Value.One : Value.Zero) : Value.None;
            }

            Fact range = path.Range(state, left);
            if (!range.Contains(constant))
            {
                return Value.Zero;
            }

            constant -= left.Offset;
            left = Value.Of(left.Term);
            if (terms[left.Term].IsPredicate && constant is 0 or 1)
            {
                return constant == 1 ? left : Not(state, left);
            }

            return constant == 0 ? Not(state, left) : Predicate(state, terms.Binary(BinaryOperator.Equal, left, terms.Constant(constant), 0, 1));
        }

        if (!left.IsTerm || !right.IsTerm)
        {
            return Value.None;
        }

        if (left.Term == right.Term || AreDistinct(state, left, right))
        {
            return Value.Zero;
        }

        Fact l = path.Range(state, left), r = path.Range(state, right);
        if (l.High < r.Low || r.High < l.Low)
        {
            return Value.Zero;
        }

        if (Apart(state, left, right) is { IsNone: false } apart)
        {
            return Equal(state, apart, Value.Zero);
        }

        if (IsDeep(left, right))
        {
            return Value.None;
        }

        if (left.Term > right.Term)
        {
            (left, right) = (right, left);
        }

        return Predicate(state, terms.Binary(BinaryOperator.Equal, Value.Of(left.Term), path.Add(Value.Of(right.Term), (long)right.Offset - left.Offset), 0, 1));
    }

    private Value Less(AbstractState state, Value left, Value right)
    {
        if (left == right)
        {
            return Value.Zero;
        }

        Fact l = path.Estimate(state, left), r = path.Estimate(state, right);
        if (l.High < r.Low)
        {
            return Value.One;
        }

        if (l.Low >= r.High && l.Low != long.MinValue)
        {
            return Value.Zero;
        }

        bool leftKnown = terms.TryConstant(left, out long a), rightKnown = terms.TryConstant(right, out long b);
        if ((!leftKnown && !left.IsTerm) || (!rightKnown && !right.IsTerm))
        {
            return Value.None;
        }

        if (left.IsTerm && right.IsTerm && left.Term == right.Term)
        {
            return left.Offset < right.Offset ? Value.One : Value.Zero;
        }

        if (left.IsTerm && right.IsTerm && Apart(state, left, right) is { IsNone: false } apart)
        {
            return Less(state, apart, Value.Zero);
        }

        if (IsDeep(left, right))
        {
            return Value.None;
        }

        if (rightKnown && left.IsTerm)
        {
            return Predicate(state, terms.Binary(BinaryOperator.Less, Value.Of(left.Term), terms.Constant(b - left.Offset), 0, 1));
        }

        if (leftKnown && right.IsTerm)
        {
            return Predicate(state, terms.Binary(BinaryOperator.Less, terms.Constant(a - right.Offset), Value.Of(right.Term), 0, 1));
        }

        return Predicate(state, terms.Binary(BinaryOperator.Less, Value.Of(left.Term), path.Add(Value.Of(right.Term), (long)right.Offset - left.Offset), 0, 1));
    }

    /// <summary>How far a number is from another that it was counted up or down from; no value where it is not made of it.</summary>
    private Value Apart(AbstractState state, Value left, Value right) =>
        (Distances.IsMoved(terms, left.Term) || Distances.IsMoved(terms, right.Term)) && LinearForm.TrySimplify(context, path, state, BinaryOperator.Subtract, left, right, out Value distance)
            ? distance
            : Value.None;

    /// <summary>Two addresses of different objects, one of which is known to be an object of its own.</summary>
    private bool AreDistinct(AbstractState state, Value left, Value right)
    {
        int l = terms.Object(left.Term), r = terms.Object(right.Term);
        if (l == r)
        {
            return false;
        }

        if (IsMoved(state, l) || IsMoved(state, r))
        {
            // A block that realloc moved may stand where it stood.
            return false;
        }

        Term a = terms[l], b = terms[r];
        if (a.IsObjectAddress && b.IsObjectAddress)
        {
            return true;
        }

        // A fresh block is no object that there was before; only where both may be null they may be equal.
        return ((IsFresh(a) && (IsOld(b) || path.IsOwnBlock(state, Value.Of(l), Value.Of(r)))) || (IsFresh(b) && (IsOld(a) || path.IsOwnBlock(state, Value.Of(r), Value.Of(l))))) && (path.MustBeNonZero(state, left) || path.MustBeNonZero(state, right));
    }

    private static bool IsMoved(AbstractState state, int term) => state.FindResource(term) is >= 0 and var at && state.Resources[at].State == ResourceState.Moved;

    private static bool IsFresh(in Term term) => term.Kind == TermKind.Acquired || term.Kind == TermKind.LocalAddress;

    private static bool IsOld(in Term term) =>
        term.IsObjectAddress || term.Kind is TermKind.Parameter or TermKind.Acquired || (term.Kind == TermKind.Content && term.C == 0);

    /// <summary>A predicate whose truth the path has decided already is that constant.</summary>
    private Value Predicate(AbstractState state, int term) => path.Resolve(state, Value.Of(term));

    private Value Fold(BinaryOperator op, long l, long r, IrType? type)
    {
        bool isUnsigned = type is { Kind: TypeKind.Integer, IsSigned: false };
        long result = unchecked(op switch
        {
            BinaryOperator.Add => l + r,
            BinaryOperator.Subtract => l - r,
            BinaryOperator.Multiply => l * r,
            BinaryOperator.Divide => r == 0 || (l == long.MinValue && r == -1) ? 0 : isUnsigned ? (long)((ulong)l / (ulong)r) : l / r,
            BinaryOperator.Remainder => r == 0 || (l == long.MinValue && r == -1) ? 0 : isUnsigned ? (long)((ulong)l % (ulong)r) : l % r,
            BinaryOperator.ShiftLeft => r is < 0 or > 63 ? 0 : l << (int)r,
            BinaryOperator.ShiftRight => r is < 0 or > 63 ? 0 : isUnsigned ? (long)((ulong)l >> (int)r) : l >> (int)r,
            BinaryOperator.And => l & r,
            BinaryOperator.Or => l | r,
            BinaryOperator.Xor => l ^ r,
            _ => 0,
        });
        return type is null ? terms.Constant(result) : Wrap(result, type);
    }

    public static (long Low, long High) ResultRange(BinaryOperator op, Fact left, Fact right, IrType? type)
    {
        (long low, long high) = type is null ? (long.MinValue, long.MaxValue) : TermTable.Range(type);
        bool finite = left.Low > int.MinValue && left.High < int.MaxValue && right.Low > int.MinValue && right.High < int.MaxValue;
        (long l, long h) = op switch
        {
            BinaryOperator.Add when finite => (left.Low + right.Low, left.High + right.High),
            BinaryOperator.Add when type is null or { Size: 8 } && left.Low is >= 0 and < int.MaxValue && right.Low is >= 0 and < int.MaxValue => (left.Low + right.Low, long.MaxValue),
            BinaryOperator.Subtract when finite => (left.Low - right.High, left.High - right.Low),
            BinaryOperator.Multiply when finite && left.Low >= 0 && right.Low >= 0 => (left.Low * right.Low, left.High * right.High),
            BinaryOperator.And when right.Low >= 0 && left.Low >= 0 => (0, Math.Min(left.High, right.High)),
            BinaryOperator.And when right.Low >= 0 => (0, right.High),
            BinaryOperator.And when left.Low >= 0 => (0, left.High),
            BinaryOperator.Or when finite && left.Low >= 0 && right.Low >= 0 =>
                (Math.Max(left.Low, right.Low), (long)(BitOperations.RoundUpToPowerOf2((ulong)Math.Max(left.High, right.High) + 1) - 1)),
            BinaryOperator.Remainder when right.IsConstant && right.Low > 0 => (left.Low >= 0 ? 0 : 1 - right.Low, right.Low - 1),
            BinaryOperator.Divide when right.Low > 0 && left.Low >= 0 => (0, left.High),
            BinaryOperator.ShiftRight when left.Low >= 0 => (0, left.High),
            _ => (low, high),
        };

        // What leaves the type's range wraps: then nothing is known but the type.
        return l < low || h > high ? (low, high) : (l, h);
    }

    /// <summary>A constant as the type represents it.</summary>
    private Value Wrap(long value, IrType type)
    {
        if (type.Kind == TypeKind.Bool)
        {
            return value != 0 ? Value.One : Value.Zero;
        }

        if (type.Kind == TypeKind.Integer && type.Size is > 0 and < 8)
        {
            int shift = 64 - (int)(type.Size * 8);
            value = type.IsSigned ? value << shift >> shift : (long)((ulong)value << shift >> shift);
        }

        return terms.Constant(value);
    }

    private bool IsAligned(Value value) => value.IsTerm && terms[value.Term].Kind == TermKind.Acquired && terms[value.Term].Low == 0;

    private bool IsDeep(Value left, Value right) => Math.Max(terms.DepthOf(left), terms.DepthOf(right)) >= TermTable.MaxDepth;
}
