using System.Globalization;
using System.Text;
using Cleak.Ir;

namespace Cleak.Frontend.Lowering;

/// <summary>Writes the names of derived types as a reader of the source would, without asking libclang for each.</summary>
internal static class TypeNames
{
    public static string Pointer(IrType element, bool isConst)
    {
        string name = element.Name;
        switch (element.Kind)
        {
            case TypeKind.Function:
                int at = name.Length - 1;
                for (int depth = 0; at >= 0; at--)
                {
                    depth += name[at] switch { ')' => 1, '(' => -1, _ => 0 };
                    if (depth == 0)
                    {
                        break;
                    }
                }

                return at <= 0 ? name + " *" : name[..at] + "(*)" + name[at..];
            case TypeKind.Array:
                int bracket = name.IndexOf('[', StringComparison.Ordinal);
                return (isConst ? "const " : "") + name[..bracket] + " (*)" + name[bracket..];
            case TypeKind.Pointer:
                return name + (name.EndsWith('*') ? "" : " ") + (isConst ? "const *" : "*");
            default:
                return (isConst ? "const " : "") + name + " *";
        }
    }

    public static string Array(IrType element, long count)
    {
        string bound = count < 0 ? "[]" : string.Create(CultureInfo.InvariantCulture, $"[{count}]");
        string name = element.Name;
        int declarator = name.IndexOf("(*", StringComparison.Ordinal);
        if (declarator >= 0 && element.Kind == TypeKind.Pointer)
        {
            return name.Insert(declarator + 2, bound);
        }

        int bracket = element.Kind == TypeKind.Array ? name.IndexOf('[', StringComparison.Ordinal) : -1;
        return bracket < 0 ? name + bound : name.Insert(bracket, bound);
    }

    public static string Function(IrType result, IReadOnlyList<IrType> parameters, bool isVariadic, bool isUnprototyped)
    {
        var name = new StringBuilder(result.Name).Append(" (");
        for (int i = 0; i < parameters.Count; i++)
        {
            name.Append(i > 0 ? ", " : "").Append(parameters[i].Name);
        }

        return name.Append(isVariadic ? parameters.Count > 0 ? ", ..." : "..." : parameters.Count == 0 && !isUnprototyped ? "void" : "").Append(')').ToString();
    }

    /// <summary>Takes the place out of the name that clang gives an unnamed type: it would differ from machine to machine.</summary>
    public static string Clean(string name)
    {
        while (name.IndexOf(" at ", StringComparison.Ordinal) is var start and >= 0 && name.IndexOf(')', start) is var end and > 0)
        {
            name = name.Remove(start, end - start);
        }

        return name;
    }
}
