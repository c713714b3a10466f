using System.Runtime.CompilerServices;
using Cleak.Clang;
using Cleak.Frontend.Parsing;
using Cleak.Ir;
using ClangSharp.Interop;
using static ClangSharp.Interop.CXBinaryOperatorKind;
using static ClangSharp.Interop.CXCursorKind;
using static ClangSharp.Interop.CXUnaryOperatorKind;

namespace Cleak.Frontend.Lowering;

/// <summary>
/// Values: side effects become instructions in the order of the source, left to right; the right side of an assignment is
/// evaluated before the place on its left.
/// </summary>
internal sealed class ExpressionLowering(FunctionContext f)
{
    /// <summary>Leaves room below the limit for what is built around a value without coming back here.</summary>
    private const int DeepestExpression = Expression.MaximumDepth - 64;

    /// <summary>The value of an expression: a scalar, or a record as <see cref="RecordValueExpression"/>.</summary>
    public Expression Value(int node)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        Expression value = Evaluate(node);
        if (value.Depth < DeepestExpression || !value.Type.IsScalar)
        {
            return value;
        }

        Local part = f.NewSynthetic(value.Type, f.Span(node));
        f.StoreTo(part, value, node);
        return f.Take(part, node);
    }

    private Expression Evaluate(int node)
    {
        IrType type = f.Type(node);
        if (type.Kind == TypeKind.Record)
        {
            return new RecordValueExpression(RecordAddress(node), f.Types.Complete(type));
        }

        if (f.Addresses.IsLvalue(node))
        {
            return Read(node, type);
        }

        switch (f.Tree.Kind(node))
        {
            case CXCursor_ParenExpr:
                return f.FirstExpression(node) is var inner and >= 0 ? Value(inner) : Broken(type);
            case CXCursor_IntegerLiteral:
                return Integer(node, type);
            case CXCursor_CharacterLiteral:
                return Character(node, type);
            case CXCursor_FloatingLiteral:
                return f.Tree.TryEvaluateFloating(node, out double number) ? new FloatingExpression(number, type) : new UnknownExpression(type);
            case CXCursor_CXXBoolLiteralExpr:
                return f.Tree.TryEvaluateInteger(node, out ConstantInteger truth) ? ConstantFolder.Constant(truth.AsSigned, type) : new UnknownExpression(type);
            case CXCursor_CXXNullPtrLiteralExpr:
                return ConstantFolder.Constant(0, type);
            case CXCursor_DeclRefExpr:
                return EnumConstant(node, type);
            case CXCursor_UnaryOperator:
                return Unary(node, type);
            case CXCursor_BinaryOperator:
                return Binary(node, type);
            case CXCursor_CompoundAssignOperator:
                return CompoundAssignment(node);
            case CXCursor_ConditionalOperator:
                return Conditional(node, type);
            case CXCursor_CallExpr:
                return f.Calls.Call(node, null, true) ?? new UnknownExpression(type);
            case CXCursor_CStyleCastExpr:
                return Cast(node, type);
            case CXCursor_UnaryExpr:
                return f.Builtins.SizeOrAlignment(node, type);
            case CXCursor_StmtExpr:
                return f.Statements.StatementExpression(node, true) ?? new UnknownExpression(type);
            case CXCursor_GenericSelectionExpr:
                return f.Builtins.SelectedBranch(node) is var branch and >= 0 ? Value(branch) : new UnknownExpression(type);
            case CXCursor_AddrLabelExpr:
                return new UnknownExpression(type);
            case CXCursor_InitListExpr:
                return Braced(node, type);
            case CXCursor_UnexposedExpr:
                return Unexposed(node, type);
            case CXCursor_ImaginaryLiteral or CXCursor_FixedPointLiteral:
                return new UnknownExpression(type);
            case CXCursor_BlockExpr:
                return f.Unsupported("block literal", node, type);
            default:
                f.HasBrokenType = true;
                return Broken(type);
        }
    }

    /// <summary>The value converted to a type, as an initialiser or argument is.</summary>
    public Expression Value(int node, IrType type) => ConstantFolder.Convert(Value(node), type);

    /// <summary>Evaluates for the side effects alone.</summary>
    public void Effect(int node)
    {
        switch (f.Tree.Kind(node))
        {
            case CXCursor_ParenExpr:
            case CXCursor_CStyleCastExpr when f.Type(node).Kind == TypeKind.Void:
                if (f.LastExpression(node) is var inner and >= 0)
                {
                    Effect(inner);
                }

                break;
            case CXCursor_CallExpr:
                f.Calls.Call(node, null, false);
                break;
            case CXCursor_StmtExpr:
                f.Statements.StatementExpression(node, false);
                break;
            case CXCursor_ConditionalOperator:
                ConditionalEffect(node);
                break;
            case CXCursor_BinaryOperator when f.Facts.Binary(node) == CXBinaryOperator_Comma:
                Effect(f.Tree.FirstChild(node));
                Effect(f.Tree.LastChild(node));
                break;
            case CXCursor_BinaryOperator when f.Facts.Binary(node) is CXBinaryOperator_LAnd or CXBinaryOperator_LOr:
                int done = f.Builder.NewBlock();
                f.Conditions.Branch(node, done, done);
                f.Place(done, node);
                break;
            case CXCursor_DeclRefExpr:
                break;
            case CXCursor_MemberRefExpr or CXCursor_ArraySubscriptExpr:
                f.Addresses.Address(node);
                break;
            case CXCursor_UnexposedExpr when f.Builtins.ChosenOperand(node) is var chosen and >= 0:
                Effect(chosen);
                break;
            case CXCursor_UnexposedExpr when IsPlainRead(node):
                break;
            case var _ when f.Addresses.IsLvalue(node):
                f.Addresses.Address(node);
                break;
            default:
                Value(node);
                break;
        }
    }

    /// <summary>Where a record stands: an lvalue's place, or a synthetic local that takes the value.</summary>
    public Expression RecordAddress(int node)
    {
        if (f.Addresses.IsLvalue(node))
        {
            return f.Addresses.Address(node);
        }

        IrType type = f.Type(node);
        switch (f.Tree.Kind(node))
        {
            case CXCursor_ParenExpr:
                return RecordAddress(f.FirstExpression(node));
            case CXCursor_UnexposedExpr when f.Builtins.IsTransparent(node):
            case CXCursor_CStyleCastExpr when f.LastExpression(node) is var operand and >= 0 && f.Type(operand).Kind == TypeKind.Record:
                return RecordAddress(f.LastExpression(node));
            case CXCursor_UnaryOperator when f.Facts.Unary(node) == CXUnaryOperator_Extension:
                return RecordAddress(f.FirstExpression(node));
            case CXCursor_BinaryOperator when f.Facts.Binary(node) == CXBinaryOperator_Comma:
                Effect(f.Tree.FirstChild(node));
                return RecordAddress(f.Tree.LastChild(node));
            case CXCursor_BinaryOperator when f.Facts.Binary(node) == CXBinaryOperator_Assign:
                return AssignRecord(node);
        }

        Local local = f.NewSynthetic(type, f.Span(node));
        f.Statements.EndWithExpression(local);
        RecordInto(node, f.AddressOf(local), type);
        return f.AddressOf(local);
    }

    /// <summary>Puts a record's value at an address that stays what it is whatever is evaluated.</summary>
    public void RecordInto(int node, Expression destination, IrType type)
    {
        node = f.Strip(node);
        switch (f.Tree.Kind(node))
        {
            case CXCursor_CallExpr:
                f.Calls.Call(node, destination, true);
                break;
            case CXCursor_InitListExpr:
                f.Initializers.Initialize(node, type, destination);
                break;
            case CXCursor_CompoundLiteralExpr when f.LastExpression(node) is var list and >= 0:
                f.Initializers.Initialize(list, type, destination);
                break;
            case CXCursor_UnexposedExpr when f.Builtins.IsTransparent(node) && f.Tree.Kind(f.Strip(f.FirstExpression(node))) == CXCursor_CompoundLiteralExpr:
                RecordInto(f.FirstExpression(node), destination, type);
                break;
            case CXCursor_ConditionalOperator when !f.Addresses.IsLvalue(node):
                ConditionalRecord(node, destination, type);
                break;
            case CXCursor_StmtExpr:
                f.Statements.StatementExpression(node, true, destination);
                break;
            case CXCursor_CStyleCastExpr when f.LastExpression(node) is var operand and >= 0 && f.Type(operand).Kind != TypeKind.Record:
                // GNU's cast to a union: the member of that type is set.
                Expression member = Value(operand);
                f.Store(new Place(destination, member.Type, default, false), member, node);
                break;
            case CXCursor_UnexposedExpr when !f.Builtins.IsTransparent(node) && f.Builtins.ChosenOperand(node) < 0:
                f.Builtins.Special(node, type, destination);
                break;
            default:
                if (f.Type(node).Kind == TypeKind.Record && IsPlaced(node))
                {
                    f.Copy(destination, RecordAddress(node), type, node);
                }
                else
                {
                    f.Unsupported("record value of an unknown form", node, f.Types.Void, destination);
                }

                break;
        }
    }

    /// <summary>Reading a variable for nothing, as (void)unused does.</summary>
    private bool IsPlainRead(int node) =>
        f.Builtins.IsTransparent(node) && f.FirstExpression(node) is var child and >= 0
        && f.Tree.Kind(f.Strip(child)) == CXCursor_DeclRefExpr && !f.Types.IsVolatile(f.Tree.TypeId(child));

    private bool IsPlaced(int node) =>
        f.Addresses.IsLvalue(node)
        || f.Tree.Kind(node) is CXCursor_UnexposedExpr or CXCursor_CStyleCastExpr
        || (f.Tree.Kind(node) == CXCursor_BinaryOperator && f.Facts.Binary(node) is CXBinaryOperator_Comma or CXBinaryOperator_Assign);

    /// <summary>A scalar in braces, of which an empty pair is zero; the lanes of a vector.</summary>
    private Expression Braced(int node, IrType type)
    {
        int first = f.FirstExpression(node);
        if (type.IsScalar)
        {
            return first >= 0 ? Value(first) : ConstantFolder.Constant(0, type);
        }

        for (int lane = first; lane >= 0; lane = f.Tree.NextSibling(lane))
        {
            Effect(lane);
        }

        return new UnknownExpression(type);
    }

    private UnknownExpression Broken(IrType type)
    {
        f.HasBrokenType = true;
        return new UnknownExpression(type);
    }

    /// <summary>Loads from an lvalue; arrays and functions become their addresses.</summary>
    private Expression Read(int node, IrType type)
    {
        if (type.Kind is TypeKind.Array)
        {
            return Decay(f.Addresses.Address(node), f.Types.PointerTo(type.Element!, f.Types.IsConst(f.Tree.TypeId(node))));
        }

        Place place = f.Addresses.Place(node);
        return type.Kind == TypeKind.Function ? place.Address : f.Load(place, node);
    }

    /// <summary>The same address with the type of a pointer to the first element.</summary>
    private static Expression Decay(Expression address, IrType pointer) => address switch
    {
        LocalAddressExpression local => new LocalAddressExpression(local.Slot, pointer),
        SymbolAddressExpression symbol => new SymbolAddressExpression(symbol.Symbol, pointer),
        StringAddressExpression literal => new StringAddressExpression(literal.Literal, pointer),
        OffsetExpression offset => new OffsetExpression(offset.Address, offset.Bytes, offset.FieldName, pointer),
        IndexExpression index => new IndexExpression(index.Address, index.Index, index.ElementSize, pointer),
        ConstantExpression constant => new ConstantExpression(constant.Value, pointer),
        TemporaryExpression temporary => new TemporaryExpression(temporary.Index, pointer),
        _ => new CastExpression(address, pointer),
    };

    private Expression Integer(int node, IrType type)
    {
        SourcePosition place = f.Tree.SpellingLocation(node);
        if (!place.IsNone)
        {
            ReadOnlySpan<byte> text = f.Tree.Unit.Contents(place.File);
            CToken token = CLexer.TokenAt(text, place.Offset);
            if (token.Kind == CTokenKind.Number && LiteralReader.TryInteger(text.Slice(token.Start, token.Length), out long value))
            {
                return ConstantFolder.Constant(value, type);
            }
        }

        return Evaluated(node, type);
    }

    private Expression Character(int node, IrType type)
    {
        SourcePosition place = f.Tree.SpellingLocation(node);
        if (!place.IsNone)
        {
            ReadOnlySpan<byte> text = f.Tree.Unit.Contents(place.File);
            CToken token = CLexer.TokenAt(text, place.Offset);
            if (token.Kind == CTokenKind.Character && LiteralReader.TryCharacter(text.Slice(token.Start, token.Length), out long value))
            {
                return ConstantFolder.Constant(value, type);
            }
        }

        return Evaluated(node, type);
    }

    private Expression Evaluated(int node, IrType type) =>
        f.Tree.TryEvaluateInteger(node, out ConstantInteger value) ? ConstantFolder.Constant(value.AsSigned, type) : new UnknownExpression(type);

    private Expression EnumConstant(int node, IrType type)
    {
        return f.ReferencedKind(node) == CXCursor_EnumConstantDecl
            ? ConstantFolder.Constant(f.Unit.EnumConstant(f.Referenced(node)), type)
            : Broken(type);
    }

    private Expression Unary(int node, IrType type)
    {
        int operand = f.Tree.FirstChild(node);
        if (operand < 0)
        {
            return Broken(type);
        }

        switch (f.Facts.Unary(node))
        {
            case CXUnaryOperator_AddrOf:
                return AddressOf(operand, type);
            case CXUnaryOperator_Plus or CXUnaryOperator_Extension:
                return Value(operand);
            case CXUnaryOperator_Minus:
                return type.IsScalar ? ConstantFolder.Unary(UnaryOperator.Negate, Value(operand), type) : Opaque(operand, type);
            case CXUnaryOperator_Not:
                return type.IsScalar ? ConstantFolder.Unary(UnaryOperator.Complement, Value(operand), type) : Opaque(operand, type);
            case CXUnaryOperator_LNot:
                return f.Facts.Branches(operand) ? f.Conditions.AsValue(node, type) : ConstantFolder.Unary(UnaryOperator.LogicalNot, Value(operand), type);
            case CXUnaryOperator_PreInc:
                return Increment(node, operand, 1, false);
            case CXUnaryOperator_PreDec:
                return Increment(node, operand, -1, false);
            case CXUnaryOperator_PostInc:
                return Increment(node, operand, 1, true);
            case CXUnaryOperator_PostDec:
                return Increment(node, operand, -1, true);
            default:
                return Opaque(operand, type);
        }
    }

    private UnknownExpression Opaque(int operand, IrType type)
    {
        Effect(operand);
        return new UnknownExpression(type);
    }

    private Expression AddressOf(int operand, IrType type)
    {
        Expression address = f.Addresses.Address(operand);
        return address is UnknownExpression ? address : Decay(address, type);
    }

    private Expression Increment(int node, int operand, int step, bool isPostfix)
    {
        Place place = f.Addresses.Place(operand);
        Expression old = f.Load(place, node);
        IrType type = place.Type;
        Expression updated = type.Kind switch
        {
            TypeKind.Pointer => ConstantFolder.Index(old, ConstantFolder.Constant(step, f.Types.PointerDifference), ElementSize(type), type),
            TypeKind.Floating => ConstantFolder.Binary(BinaryOperator.Add, old, new FloatingExpression(step, type), type),
            TypeKind.Bool when step > 0 => ConstantFolder.Constant(1, type),
            TypeKind.Bool or TypeKind.Integer => ConstantFolder.Binary(
                step > 0 ? BinaryOperator.Add : BinaryOperator.Subtract, old, ConstantFolder.Constant(1, type), type),
            _ => new UnknownExpression(type),
        };
        f.Store(place, updated, node);
        return isPostfix ? old : updated;
    }

    private Expression Binary(int node, IrType type)
    {
        int left = f.Tree.FirstChild(node);
        int right = left < 0 ? CursorTree.None : f.Tree.NextSibling(left);
        if (right < 0)
        {
            return Broken(type);
        }

        CXBinaryOperatorKind op = f.Facts.Binary(node);
        switch (op)
        {
            case CXBinaryOperator_Assign:
                return Assign(node, left, right, type);
            case CXBinaryOperator_Comma:
                Effect(left);
                return Value(right);
            case CXBinaryOperator_LAnd or CXBinaryOperator_LOr:
                return f.Conditions.AsValue(node, type);
        }

        Expression a = Value(left);
        Held held = f.Hold(a, f.Facts.Branches(right), left);
        Expression b = Value(right);
        return Arithmetic(op, held.Release(), b, type, left, right);
    }

    private Expression Arithmetic(CXBinaryOperatorKind op, Expression a, Expression b, IrType type, int left, int right)
    {
        if (!type.IsScalar || !a.Type.IsScalar || !b.Type.IsScalar)
        {
            return new UnknownExpression(type);
        }

        switch (op)
        {
            case CXBinaryOperator_Add when type.IsPointer:
                return a.Type.IsPointer ? Step(a, b, left, type) : Step(b, a, right, type);
            case CXBinaryOperator_Sub when type.IsPointer:
                return Step(a, ConstantFolder.Unary(UnaryOperator.Negate, ConstantFolder.Convert(b, f.Types.PointerDifference), f.Types.PointerDifference), left, type);
            case CXBinaryOperator_Sub when a.Type.IsPointer && b.Type.IsPointer:
                long size = ElementSize(f.Type(left));
                Expression bytes = ConstantFolder.Binary(BinaryOperator.Subtract, a, b, type);
                return size == 1 ? bytes
                    : size <= 0 ? new UnknownExpression(type)
                    : ConstantFolder.Binary(BinaryOperator.Divide, bytes, ConstantFolder.Constant(size, type), type);
        }

        return Operator(op) is { } known ? ConstantFolder.Binary(known, a, b, type) : new UnknownExpression(type);
    }

    /// <summary>
    /// Pointer arithmetic. A constant number of bytes from a pointer that was cast to char for it is no element of an array but
    /// a way through records (container_of).
    /// </summary>
    private Expression Step(Expression pointer, Expression index, int pointerNode, IrType type)
    {
        long size = ElementSize(type);
        if (size == 1 && index is ConstantExpression bytes && IsCastFromLarger(pointerNode))
        {
            return ConstantFolder.Offset(pointer, bytes.Value, null, type);
        }

        return ConstantFolder.Index(pointer, index, size, type);
    }

    private bool IsCastFromLarger(int node)
    {
        node = f.Strip(node);
        return f.Tree.Kind(node) == CXCursor_CStyleCastExpr && f.LastExpression(node) is var operand and >= 0
            && f.Type(operand) is { IsPointer: true } from && ElementSize(from) != 1;
    }

    /// <summary>Bytes that a pointer moves by one: 1 for void and functions, as GNU C has it; -1 for variable-length rows.</summary>
    public static long ElementSize(IrType pointer) =>
        pointer.Element is { } element && element.Kind is not (TypeKind.Void or TypeKind.Function) ? element.Size : 1;

    private Expression Assign(int node, int left, int right, IrType type)
    {
        Expression value = Value(right);
        Held held = f.Hold(value, f.Facts.Branches(left), right);
        Place place = f.Addresses.Place(left);
        value = ConstantFolder.Convert(held.Release(), place.Type);
        if (place.Type.Kind is TypeKind.Record or TypeKind.Array)
        {
            return Broken(type);
        }

        f.Store(place, value, node);
        return value;
    }

    private Expression AssignRecord(int node)
    {
        int left = f.Tree.FirstChild(node);
        int right = f.Tree.NextSibling(left);
        IrType type = f.Types.Complete(f.Type(node));
        if (f.Addresses.IsFixed(left) && f.Tree.Kind(f.Strip(right)) == CXCursor_CallExpr)
        {
            Expression destination = f.Addresses.Address(left);
            RecordInto(right, destination, type);
            return destination;
        }

        Expression source = RecordAddress(right);
        Held held = f.Hold(source, f.Facts.Branches(left), right);
        Expression place = f.Addresses.Address(left);
        f.Copy(place, held.Release(), type, node);
        return place;
    }

    private Expression CompoundAssignment(int node)
    {
        int left = f.Tree.FirstChild(node);
        int right = f.Tree.NextSibling(left);
        Expression value = Value(right);
        Held held = f.Hold(value, f.Facts.Branches(left), right);
        Place place = f.Addresses.Place(left);
        value = held.Release();
        Expression old = f.Load(place, node);
        Expression updated;
        (CXBinaryOperatorKind op, bool isShift) = f.Facts.Binary(node) switch
        {
            CXBinaryOperator_MulAssign => (CXBinaryOperator_Mul, false),
            CXBinaryOperator_DivAssign => (CXBinaryOperator_Div, false),
            CXBinaryOperator_RemAssign => (CXBinaryOperator_Rem, false),
            CXBinaryOperator_AddAssign => (CXBinaryOperator_Add, false),
            CXBinaryOperator_SubAssign => (CXBinaryOperator_Sub, false),
            CXBinaryOperator_ShlAssign => (CXBinaryOperator_Shl, true),
            CXBinaryOperator_ShrAssign => (CXBinaryOperator_Shr, true),
            CXBinaryOperator_AndAssign => (CXBinaryOperator_And, false),
            CXBinaryOperator_XorAssign => (CXBinaryOperator_Xor, false),
            _ => (CXBinaryOperator_Or, false),
        };
        if (place.Type.IsPointer)
        {
            updated = Arithmetic(op, old, value, place.Type, left, right);
        }
        else
        {
            // The right side has already been converted to the type that the operation is done in; a shift is done in the left one's.
            IrType computation = isShift ? Promote(place.Type) : value.Type;
            updated = ConstantFolder.Convert(
                Arithmetic(op, ConstantFolder.Convert(old, computation), value, computation, left, right), place.Type);
        }

        f.Store(place, updated, node);
        return updated;
    }

    private IrType Promote(IrType type) => type.Kind is TypeKind.Bool or TypeKind.Integer && type.Size < 4 ? f.Types.Int : type;

    private Expression Cast(int node, IrType type)
    {
        int operand = f.LastExpression(node);
        if (operand < 0)
        {
            return Broken(type);
        }

        if (type.Kind == TypeKind.Void)
        {
            Effect(operand);
            return new UnknownExpression(type);
        }

        Expression value = Value(operand);
        return value is RecordValueExpression || !type.IsScalar ? new UnknownExpression(type) : ConstantFolder.Convert(value, type);
    }

    private Expression Unexposed(int node, IrType type)
    {
        if (!f.Builtins.IsTransparent(node))
        {
            int chosen = f.Builtins.ChosenOperand(node);
            return chosen >= 0 ? Value(chosen, type) : f.Builtins.Special(node, type, null);
        }

        int child = f.FirstExpression(node);
        Expression value = Value(child);
        if (value is RecordValueExpression)
        {
            return value;
        }

        // A decayed array keeps the pointer type that the conversion gave it.
        return type.IsPointer && f.Type(child).Kind is TypeKind.Array ? Decay(value, type) : ConstantFolder.Convert(value, type);
    }

    private Expression Conditional(int node, IrType type)
    {
        int condition = f.Tree.FirstChild(node);
        int whenTrue = f.Tree.NextSibling(condition);
        int whenFalse = whenTrue < 0 ? CursorTree.None : f.Tree.NextSibling(whenTrue);
        if (whenFalse < 0)
        {
            return Broken(type);
        }

        if (type.Kind == TypeKind.Void)
        {
            ConditionalEffect(node);
            return new UnknownExpression(type);
        }

        if (f.Conditions.Constant(condition) is { } known)
        {
            return Value(known ? whenTrue : whenFalse, type);
        }

        Local result = f.NewSynthetic(type, f.Span(node));
        f.Conditions.Choose(
            condition,
            () => f.StoreTo(result, Value(whenTrue, type), whenTrue),
            () => f.StoreTo(result, Value(whenFalse, type), whenFalse));
        return f.Take(result, node);
    }

    private void ConditionalRecord(int node, Expression destination, IrType type)
    {
        int condition = f.Tree.FirstChild(node);
        int whenTrue = f.Tree.NextSibling(condition);
        int whenFalse = f.Tree.NextSibling(whenTrue);
        f.Conditions.Choose(condition, () => RecordInto(whenTrue, destination, type), () => RecordInto(whenFalse, destination, type));
    }

    private void ConditionalEffect(int node)
    {
        int condition = f.Tree.FirstChild(node);
        int whenTrue = f.Tree.NextSibling(condition);
        int whenFalse = whenTrue < 0 ? CursorTree.None : f.Tree.NextSibling(whenTrue);
        if (whenFalse >= 0)
        {
            f.Conditions.Choose(condition, () => Effect(whenTrue), () => Effect(whenFalse));
        }
    }

    private static BinaryOperator? Operator(CXBinaryOperatorKind op) => op switch
    {
        CXBinaryOperator_Mul => BinaryOperator.Multiply,
        CXBinaryOperator_Div => BinaryOperator.Divide,
        CXBinaryOperator_Rem => BinaryOperator.Remainder,
        CXBinaryOperator_Add => BinaryOperator.Add,
        CXBinaryOperator_Sub => BinaryOperator.Subtract,
        CXBinaryOperator_Shl => BinaryOperator.ShiftLeft,
        CXBinaryOperator_Shr => BinaryOperator.ShiftRight,
        CXBinaryOperator_LT => BinaryOperator.Less,
        CXBinaryOperator_GT => BinaryOperator.Greater,
        CXBinaryOperator_LE => BinaryOperator.LessOrEqual,
        CXBinaryOperator_GE => BinaryOperator.GreaterOrEqual,
        CXBinaryOperator_EQ => BinaryOperator.Equal,
        CXBinaryOperator_NE => BinaryOperator.NotEqual,
        CXBinaryOperator_And => BinaryOperator.And,
        CXBinaryOperator_Xor => BinaryOperator.Xor,
        CXBinaryOperator_Or => BinaryOperator.Or,
        _ => null,
    };
}
