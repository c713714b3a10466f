using ClangSharp.Interop;
using static ClangSharp.Interop.CXTypeKind;

namespace Cleak.Clang;

/// <summary>
/// clang's constant evaluator behind a fence: <c>clang_Cursor_Evaluate</c> crashes on initializer lists and on designators
/// (which have type void), so only expressions of arithmetic types get through. 128-bit values would be cut, so they do not.
/// </summary>
internal static unsafe class ConstantEvaluation
{
    public static bool TryInteger(in CXCursor cursor, out ConstantInteger value)
    {
        value = default;
        if (!IsSafeKind(cursor.kind) || !IsInteger(CanonicalKind(cursor)))
        {
            return false;
        }

        void* result = clang.Cursor_Evaluate(cursor);
        if (result is null)
        {
            return false;
        }

        bool isInteger = clang.EvalResult_getKind(result) == CXEvalResultKind.CXEval_Int;
        if (isInteger)
        {
            bool isUnsigned = clang.EvalResult_isUnsignedInt(result) != 0;
            value = new ConstantInteger(
                isUnsigned ? clang.EvalResult_getAsUnsigned(result) : unchecked((ulong)clang.EvalResult_getAsLongLong(result)),
                isUnsigned);
        }

        clang.EvalResult_dispose(result);
        return isInteger;
    }

    public static bool TryFloating(in CXCursor cursor, out double value)
    {
        value = 0;
        if (!IsSafeKind(cursor.kind) || !IsFloating(CanonicalKind(cursor)))
        {
            return false;
        }

        void* result = clang.Cursor_Evaluate(cursor);
        if (result is null)
        {
            return false;
        }

        bool isFloating = clang.EvalResult_getKind(result) == CXEvalResultKind.CXEval_Float;
        value = isFloating ? clang.EvalResult_getAsDouble(result) : 0;
        clang.EvalResult_dispose(result);
        return isFloating;
    }

    private static bool IsSafeKind(CXCursorKind kind) => kind.IsExpression() && kind != CXCursorKind.CXCursor_InitListExpr;

    private static CXTypeKind CanonicalKind(in CXCursor cursor) => clang.getCanonicalType(clang.getCursorType(cursor)).kind;

    private static bool IsInteger(CXTypeKind kind) =>
        kind is (>= CXType_Bool and <= CXType_LongLong and not CXType_UInt128) or CXType_Enum;

    private static bool IsFloating(CXTypeKind kind) =>
        kind is CXType_Float or CXType_Double or CXType_LongDouble or CXType_Float16 or CXType_Half;
}
