using System.Collections.Immutable;
using Cleak.Clang;
using Cleak.Ir;
using static ClangSharp.Interop.CXCursorKind;
using static ClangSharp.Interop.CXTypeKind;

namespace Cleak.Frontend.Lowering;

/// <summary>Whether the cases of a switch name all values that the type of what it asks for has.</summary>
internal static class EnumCases
{
    /// <param name="value">The expression in the parentheses.</param>
    /// <param name="selector">Its type after promotion.</param>
    public static bool AreAll(FunctionContext f, int value, IrType selector, ImmutableArray<SwitchCase>.Builder cases)
    {
        while (value >= 0 && f.Tree.CanonicalTypeKind(value) != CXType_Enum)
        {
            value = f.Tree.Kind(value) is CXCursor_UnexposedExpr or CXCursor_ParenExpr ? f.Tree.FirstChild(value) : CursorTree.None;
        }

        if (value < 0)
        {
            return false;
        }

        Cursor declaration = f.Tree.CanonicalType(value).Declaration;
        bool isUnsigned = !f.Unit.Types.Lower(f.Tree.CanonicalTypeId(value)).IsSigned, isAny = false;
        foreach (Cursor enumerator in declaration.Children)
        {
            if (enumerator.Kind != CXCursor_EnumConstantDecl)
            {
                continue;
            }

            isAny = true;
            long named = ConstantFolder.Normalize(enumerator.EnumConstantValue(isUnsigned).AsSigned, selector);
            if (!Has(cases, named))
            {
                return false;
            }
        }

        return isAny;
    }

    private static bool Has(ImmutableArray<SwitchCase>.Builder cases, long value)
    {
        foreach (SwitchCase label in cases)
        {
            if (label.Low <= value && value <= label.High)
            {
                return true;
            }
        }

        return false;
    }
}
