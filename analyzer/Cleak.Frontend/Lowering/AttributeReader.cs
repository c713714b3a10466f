using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Cleak.Clang;
using Cleak.Frontend.Parsing;
using Cleak.Ir;
using static ClangSharp.Interop.CXCursorKind;

namespace Cleak.Frontend.Lowering;

/// <summary>
/// Reads what a declaration's attributes say. libclang shows most of them as nameless nodes, so they are read from the
/// declaration as it prints it; one form that it drops, <c>malloc(deallocator, n)</c> of gcc 11, is found among the tokens of the declaration.
/// </summary>
internal sealed class AttributeReader(ClangTranslationUnit unit)
{
    private readonly ImmutableArray<int>.Builder nonNull = ImmutableArray.CreateBuilder<int>();
    private readonly ImmutableArray<OwnershipAttribute>.Builder ownership = ImmutableArray.CreateBuilder<OwnershipAttribute>();
    private readonly ImmutableArray<string>.Builder annotations = ImmutableArray.CreateBuilder<string>();
    private ImmutableArray<int> allocationSize = [];

    public bool IsNoReturn { get; private set; }

    public bool IsMalloc { get; private set; }

    public string? Deallocator { get; private set; }

    public int DeallocatorParameter { get; private set; } = 1;

    public bool ReturnsNonNull { get; private set; }

    public bool ReturnsTwice { get; private set; }

    public bool IsPure { get; private set; }

    public bool IsConstructor { get; private set; }

    public bool IsDestructor { get; private set; }

    public bool AllNonNull { get; private set; }

    public int FormatParameter { get; private set; }

    public bool IsWeak { get; private set; }

    /// <summary>The other name of <c>alias("name")</c>.</summary>
    public string? Alias { get; private set; }

    /// <summary>The function of <c>cleanup(function)</c>.</summary>
    public string? Cleanup { get; private set; }

    public FunctionAttributes ToFunctionAttributes() => new()
    {
        IsNoReturn = IsNoReturn,
        IsMalloc = IsMalloc,
        Deallocator = Deallocator,
        DeallocatorParameter = DeallocatorParameter,
        ReturnsNonNull = ReturnsNonNull,
        ReturnsTwice = ReturnsTwice,
        IsPure = IsPure,
        IsConstructor = IsConstructor,
        IsDestructor = IsDestructor,
        NonNullParameters = [.. nonNull.Distinct().Order()],
        AllNonNull = AllNonNull,
        AllocationSizeParameters = allocationSize,
        FormatParameter = FormatParameter,
        Ownership = ownership.ToImmutable(),
        Annotations = annotations.ToImmutable(),
    };

    /// <summary>Reads a declaration: its attributes, its type, and for functions its tokens.</summary>
    public void Read(Cursor declaration)
    {
        bool hasNameless = false;
        foreach (Cursor child in declaration.Children)
        {
            hasNameless |= child.Kind == CXCursor_UnexposedAttr;
            ReadNode(child);
        }

        if (hasNameless)
        {
            foreach (DeclaredAttribute attribute in declaration.Attributes)
            {
                ReadText(Encoding.UTF8.GetBytes($"{attribute.Name}({attribute.Arguments})"));
            }
        }

        if (declaration.Kind == CXCursor_FunctionDecl)
        {
            // The GNU form of noreturn leaves no node: it is part of the type.
            IsNoReturn |= declaration.Type.IsNoReturn;
            ReadTokens(declaration);
        }
    }

    /// <summary>Reads a node that says by its kind which attribute it is.</summary>
    private void ReadNode(Cursor attribute)
    {
        switch (attribute.Kind)
        {
            case CXCursor_AnnotateAttr:
                string text = attribute.Spelling;
                if (!annotations.Contains(text))
                {
                    annotations.Add(text);
                }

                break;
            case CXCursor_PureAttr or CXCursor_ConstAttr:
                IsPure = true;
                break;
        }
    }

    private void ReadText(ReadOnlySpan<byte> text)
    {
        string name = Bare(CLexer.IdentifierAt(text, 0));
        List<string> arguments = Arguments(text);
        switch (name)
        {
            case "noreturn" or "_Noreturn" or "analyzer_noreturn":
                IsNoReturn = true;
                break;
            case "malloc":
                IsMalloc = true;
                break;
            case "returns_nonnull":
                ReturnsNonNull = true;
                break;
            case "returns_twice":
                ReturnsTwice = true;
                break;
            case "pure" or "const":
                IsPure = true;
                break;
            case "constructor":
                IsConstructor = true;
                break;
            case "destructor":
                IsDestructor = true;
                break;
            case "nonnull":
                AllNonNull |= arguments.Count == 0;
                nonNull.AddRange(Numbers(arguments, 0));
                break;
            case "alloc_size":
                allocationSize = [.. Numbers(arguments, 0)];
                break;
            case "format" or "format_arg":
                List<int> places = Numbers(arguments, name == "format" ? 1 : 0);
                FormatParameter = places.Count > 0 ? places[0] : 0;
                break;
            case "ownership_returns" or "ownership_takes" or "ownership_holds" when arguments.Count > 0:
                OwnershipKind kind = name switch
                {
                    "ownership_returns" => OwnershipKind.Returns,
                    "ownership_takes" => OwnershipKind.Takes,
                    _ => OwnershipKind.Holds,
                };
                if (!ownership.Any(o => o.Kind == kind && o.Family == arguments[0]))
                {
                    ownership.Add(new OwnershipAttribute(kind, arguments[0], [.. Numbers(arguments, 1)]));
                }

                break;
            case "weak":
                IsWeak = true;
                break;
            case "alias" or "weakref" when arguments.Count > 0:
                Alias = arguments[0].Trim('"');
                IsWeak |= name == "weakref";
                break;
            case "cleanup" when arguments.Count > 0:
                Cleanup = arguments[0];
                break;
        }
    }

    /// <summary>
    /// Looks for <c>malloc(deallocator, n)</c> and glibc's macros for it between the name and the end of the declaration. The
    /// compiler claims to be a gcc too old for them, so the macros are empty and the attribute is an error it drops.
    /// </summary>
    private void ReadTokens(Cursor declaration)
    {
        SourcePosition place = declaration.Location;
        if (place.IsNone)
        {
            return;
        }

        ReadOnlySpan<byte> text = unit.Contents(place.File);
        ReadOnlySpan<byte> rest = text[place.Offset..];
        int end = rest.IndexOfAny((byte)';', (byte)'{');
        if ((end < 0 ? rest : rest[..end]).IndexOf("alloc"u8) < 0)
        {
            return;
        }

        var lexer = new CLexer(text, place.Offset);
        int depth = 0;
        for (int i = 0; i < 200; i++)
        {
            CToken token = lexer.Next();
            ReadOnlySpan<byte> word = text.Slice(token.Start, token.Length);
            if (token.Kind == CTokenKind.End || (token.Kind == CTokenKind.Punctuator && depth == 0 && word[0] is (byte)';' or (byte)'{' or (byte)'}'))
            {
                return;
            }

            if (token.Kind == CTokenKind.Punctuator)
            {
                depth += word[0] switch { (byte)'(' => 1, (byte)')' => -1, _ => 0 };
            }
            else if (token.Kind == CTokenKind.Identifier)
            {
                ReadDeallocator(word, text[token.Start..]);
            }
        }
    }

    private void ReadDeallocator(ReadOnlySpan<byte> word, ReadOnlySpan<byte> rest)
    {
        if (word.StartsWith("__attr_dealloc"u8))
        {
            if (word.SequenceEqual("__attr_dealloc_free"u8))
            {
                SetDeallocator("free", 1);
                return;
            }

            if (word.SequenceEqual("__attr_dealloc_fclose"u8))
            {
                SetDeallocator("fclose", 1);
                return;
            }
        }
        else if (!word.SequenceEqual("malloc"u8) && !word.SequenceEqual("__malloc__"u8))
        {
            return;
        }

        List<string> arguments = Arguments(rest);
        if (arguments.Count > 0 && arguments[0].All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
        {
            SetDeallocator(arguments[0], Numbers(arguments, 1).FirstOrDefault(1));
        }
    }

    private void SetDeallocator(string name, int parameter)
    {
        IsMalloc = true;
        Deallocator ??= name;
        DeallocatorParameter = parameter;
    }

    /// <summary>The texts between the commas of the parentheses that follow the first word.</summary>
    private static List<string> Arguments(ReadOnlySpan<byte> text)
    {
        var arguments = new List<string>();
        var lexer = new CLexer(text);
        lexer.Next();
        CToken open = lexer.Next();
        if (open.Length != 1 || text[open.Start] != '(')
        {
            return arguments;
        }

        int close = CLexer.ClosingBracket(text, open.Start);
        if (close < 0)
        {
            return arguments;
        }

        int start = open.Start + 1;
        int depth = 0;
        for (int at = start; at <= close; at++)
        {
            byte c = text[at];
            if ((c == ',' && depth == 0) || at == close)
            {
                string argument = Encoding.UTF8.GetString(text[start..at]).Trim();
                if (argument.Length > 0)
                {
                    arguments.Add(argument);
                }

                start = at + 1;
            }

            depth += c switch { (byte)'(' => 1, (byte)')' => -1, _ => 0 };
        }

        // A macro that takes its numbers in parentheses of its own passes them on: ((1, 2)).
        return arguments is [var only] && only.StartsWith('(') && only.EndsWith(')')
            ? [.. only[1..^1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]
            : arguments;
    }

    private static List<int> Numbers(List<string> arguments, int from)
    {
        var numbers = new List<int>();
        for (int i = from; i < arguments.Count; i++)
        {
            if (int.TryParse(arguments[i], NumberStyles.Integer, CultureInfo.InvariantCulture, out int number))
            {
                numbers.Add(number);
            }
        }

        return numbers;
    }

    /// <summary>The name without the underscores that keep it apart from macros.</summary>
    private static string Bare(ReadOnlySpan<byte> name)
    {
        string text = Encoding.UTF8.GetString(name);
        return text.Length > 4 && text.StartsWith("__", StringComparison.Ordinal) && text.EndsWith("__", StringComparison.Ordinal) ? text[2..^2] : text;
    }
}
