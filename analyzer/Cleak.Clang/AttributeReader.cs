using ClangSharp.Interop;

namespace Cleak.Clang;

/// <summary>
/// Reads the attributes of a declaration. The C API shows most of them as nodes without name or arguments, and their
/// characters are of no use where a macro's parameter is the argument; the declaration printed back has them all.
/// </summary>
internal static unsafe class AttributeReader
{
    public static List<DeclaredAttribute> Read(in CXCursor declaration)
    {
        var attributes = new List<DeclaredAttribute>();
        if (!NativeVisit.Children(declaration).Exists(child => child.kind.IsAttribute()))
        {
            return attributes;
        }

        // What a redeclaration inherits is not printed with it.
        Parse(Print(declaration), attributes);
        CXCursor first = clang.getCanonicalCursor(declaration);
        if (!CursorIdentity.IsSameNode(first, declaration))
        {
            Parse(Print(first), attributes);
        }

        CXCursor definition = clang.getCursorDefinition(declaration);
        if (!definition.kind.IsInvalid() && !CursorIdentity.IsSameNode(definition, declaration) && !CursorIdentity.IsSameNode(definition, first))
        {
            Parse(Print(definition), attributes);
        }

        return attributes;
    }

    /// <summary>The attributes in the spelling of a type, not those of its parameters.</summary>
    public static List<DeclaredAttribute> ReadType(string spelling)
    {
        var attributes = new List<DeclaredAttribute>();
        Parse(spelling, attributes);
        return attributes;
    }

    /// <summary>The declaration without body and initializer.</summary>
    private static string Print(in CXCursor declaration)
    {
        void* policy = clang.getCursorPrintingPolicy(declaration);
        clang.PrintingPolicy_setProperty(policy, CXPrintingPolicyProperty.CXPrintingPolicy_TerseOutput, 1);
        clang.PrintingPolicy_setProperty(policy, CXPrintingPolicyProperty.CXPrintingPolicy_SuppressInitializers, 1);
        string text = NativeText.Take(clang.getCursorPrettyPrinted(declaration, policy));
        clang.PrintingPolicy_dispose(policy);
        return text;
    }

    /// <summary>Collects what stands outside parentheses and braces: attributes inside them belong to parameters and members.</summary>
    private static void Parse(string text, List<DeclaredAttribute> attributes)
    {
        const string Gnu = "__attribute__((";
        int depth = 0;
        for (int at = 0; at < text.Length; at++)
        {
            ReadOnlySpan<char> rest = text.AsSpan(at);
            if (depth == 0 && rest.StartsWith(Gnu, StringComparison.Ordinal))
            {
                at = ParseList(text, at + Gnu.Length, attributes);
            }
            else if (depth == 0 && rest.StartsWith("[[", StringComparison.Ordinal))
            {
                at = ParseList(text, at + 2, attributes);
            }
            else if (depth == 0 && rest.StartsWith("_Noreturn ", StringComparison.Ordinal))
            {
                Add("noreturn", string.Empty, attributes);
            }
            else if (text[at] is '"' or '\'')
            {
                at = SkipLiteral(text, at);
            }
            else if (text[at] is '(' or '{' or '[')
            {
                depth++;
            }
            else if (text[at] is ')' or '}' or ']')
            {
                depth--;
            }
        }
    }

    /// <summary>Reads <c>name(arguments), …</c>; returns the place of the bracket that ends the list.</summary>
    private static int ParseList(string text, int at, List<DeclaredAttribute> attributes)
    {
        int start = at;
        while (at < text.Length && text[at] is not (')' or ']'))
        {
            if (text[at] == '(')
            {
                int end = SkipParentheses(text, at);
                Add(text[start..at], text[(at + 1)..end], attributes);
                start = at = end + 1;
            }
            else if (text[at] == ',')
            {
                Add(text[start..at], string.Empty, attributes);
                start = ++at;
            }
            else
            {
                at++;
            }
        }

        Add(text[start..at], string.Empty, attributes);

        // Both forms end with two brackets.
        return Math.Min(at + 1, text.Length);
    }

    private static void Add(string name, string arguments, List<DeclaredAttribute> attributes)
    {
        string plain = name.Trim();
        int prefix = plain.LastIndexOf(':');
        plain = plain[(prefix + 1)..];
        if (plain.Length > 4 && plain.StartsWith("__", StringComparison.Ordinal) && plain.EndsWith("__", StringComparison.Ordinal))
        {
            plain = plain[2..^2];
        }

        var attribute = new DeclaredAttribute(plain, arguments);
        if (plain.Length > 0 && !attributes.Contains(attribute))
        {
            attributes.Add(attribute);
        }
    }

    /// <summary>The place of the parenthesis that closes the one here.</summary>
    private static int SkipParentheses(string text, int at)
    {
        int depth = 0;
        for (; at < text.Length; at++)
        {
            if (text[at] is '"' or '\'')
            {
                at = SkipLiteral(text, at);
            }
            else if (text[at] == '(')
            {
                depth++;
            }
            else if (text[at] == ')' && --depth == 0)
            {
                return at;
            }
        }

        return text.Length - 1;
    }

    /// <summary>The place of the quote that ends the literal begun here.</summary>
    private static int SkipLiteral(string text, int at)
    {
        char quote = text[at];
        for (at++; at < text.Length && text[at] != quote; at++)
        {
            if (text[at] == '\\')
            {
                at++;
            }
        }

        return at;
    }
}
