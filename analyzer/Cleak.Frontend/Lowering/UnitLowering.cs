using System.Collections.Immutable;
using ClangSharp.Interop;
using Cleak.Clang;
using Cleak.Ir;
using static ClangSharp.Interop.CXCursorKind;

namespace Cleak.Frontend.Lowering;

/// <summary>
/// One parsed file to IR: the functions and variables that the main file and the project's headers define, and the inline
/// functions and variables of system headers that these use. Nothing of libclang is left in the result. No input makes it throw.
/// </summary>
public sealed class UnitLowering
{
    private readonly Queue<DeclarationId> usedDefinitions = new();
    private readonly HashSet<int> lowered = [];
    private readonly List<Function> functions = [];
    private readonly Dictionary<int, long> enumConstants = [];
    private Dictionary<string, int>? topLevelByName;

    private UnitLowering(ClangTranslationUnit unit, bool isOpenMp)
    {
        Clang = unit;
        Types = new TypeLowering(unit);
        Spans = new SpanMap(unit);
        Strings = new StringTable(Types);
        Symbols = new SymbolTable(unit, Types, Spans, usedDefinitions);
        Globals = new GlobalLowering(this);
        Variables = new VariableLowering(this);
        Parallel = isOpenMp ? new ParallelLowering(this) : null;
        HasErrors = unit.Diagnostics.Any(d => d.IsError);

        // On these targets a va_list is an array of one structure, so that its name is its address.
        IsVaListArray = unit.TargetTriple.StartsWith("x86_64", StringComparison.Ordinal) && !unit.TargetTriple.Contains("windows", StringComparison.Ordinal);
    }

    internal ClangTranslationUnit Clang { get; }

    internal TypeLowering Types { get; }

    internal SpanMap Spans { get; }

    internal StringTable Strings { get; }

    internal SymbolTable Symbols { get; }

    internal GlobalLowering Globals { get; }

    internal VariableLowering Variables { get; }

    internal bool HasErrors { get; }

    internal bool IsVaListArray { get; }

    /// <summary>Null where the directives of OpenMP have no meaning.</summary>
    internal ParallelLowering? Parallel { get; }

    private bool IsC23 { get; init; }

    /// <summary>Lowers a unit.</summary>
    /// <param name="damage">Why a function's body is not to be trusted, or null where it is; by its definition.</param>
    /// <param name="problems">What went wrong while the unit was read, with its place.</param>
    /// <param name="isC23">It is compiled as C23 or later.</param>
    /// <param name="isOpenMp">It is compiled with OpenMP.</param>
    public static TranslationUnit Lower(
        ClangTranslationUnit unit, Func<Cursor, string?>? damage = null, IReadOnlyList<(UnitProblemKind Kind, string Text, SourcePosition Place)>? problems = null, bool isC23 = false, bool isOpenMp = false)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return new UnitLowering(unit, isOpenMp) { IsC23 = isC23 }.Run(damage, problems ?? []);
    }

    /// <summary>The value of an enumerator.</summary>
    internal long EnumConstant(DeclarationId id)
    {
        if (!enumConstants.TryGetValue(id.Index, out long value))
        {
            Cursor constant = Clang.Declaration(id);
            enumConstants[id.Index] = value = constant.EnumConstantValue(!Types.Lower(constant.Type.Id).IsSigned).AsSigned;
        }

        return value;
    }

    /// <summary>A function that an attribute names.</summary>
    internal Symbol FunctionByName(string name)
    {
        if (topLevelByName is null)
        {
            topLevelByName = [];
            for (int i = 0; i < Clang.TopLevel.Count; i++)
            {
                if (Clang.TopLevel.Kind(i) == CXCursor_FunctionDecl)
                {
                    topLevelByName[Clang.TopLevel[i].Spelling] = i;
                }
            }
        }

        return topLevelByName.TryGetValue(name, out int index)
            ? Symbols.Get(Clang.TopLevel[index])
            : Symbols.Builtin(name, Types.VariadicFunction(Types.Void));
    }

    /// <summary>A declaration at file level that defines the variable unless another does.</summary>
    internal static bool IsTentative(Cursor declaration) =>
        !declaration.IsDefinition && declaration.StorageClass is CX_StorageClass.CX_SC_None or CX_StorageClass.CX_SC_Static;

    private TranslationUnit Run(Func<Cursor, string?>? damage, IReadOnlyList<(UnitProblemKind Kind, string Text, SourcePosition Place)> problems)
    {
        Spans.Number(Clang.MainFile);
        var functionLowering = new FunctionLowering(this);
        var aliasLowering = new AliasLowering(this);
        var systemFiles = new Dictionary<int, bool>();
        TopLevelDeclarations top = Clang.TopLevel;
        for (int i = 0; i < top.Count; i++)
        {
            FileId file = top.File(i);
            if (!top.IsInMainFile(i) && IsSystem(file, systemFiles))
            {
                continue;
            }

            Cursor declaration = top[i];
            if (top.Kind(i) == CXCursor_FunctionDecl)
            {
                if (declaration.IsDefinition && lowered.Add(declaration.Id.Index))
                {
                    functions.Add(functionLowering.Lower(declaration, damage?.Invoke(declaration)));
                }
                else if (!declaration.IsDefinition && declaration.Definition.IsNull && aliasLowering.Lower(declaration) is { } alias
                    && lowered.Add(declaration.Id.Index))
                {
                    functions.Add(alias);
                }
            }
            else
            {
                Variable(declaration);
            }
        }

        while (usedDefinitions.TryDequeue(out DeclarationId id))
        {
            Cursor declaration = Clang.Declaration(id);
            Cursor definition = declaration.Definition;
            if (declaration.Kind == CXCursor_VarDecl)
            {
                Variable(definition.IsNull ? declaration : definition);
            }
            else if (lowered.Add(id.Index))
            {
                functions.Add(functionLowering.Lower(definition, null));
            }
        }

        Types.Finish();
        ImmutableArray<UnitProblem> told = [.. problems.Select(p => new UnitProblem(p.Kind, p.Text, Spans.Token(p.Place)))];
        return new TranslationUnit
        {
            Path = Spans.PathOf(Clang.MainFile),
            Files = Spans.Files,
            Types = Types.Table,
            Symbols = Symbols.Symbols,
            Strings = Strings.Literals,
            Globals = Globals.Globals,
            Functions = [.. functions],
            Problems = told,
            PointerSize = Types.PointerSize,
            IsC23 = IsC23,
            SystemCalls = TargetSystemCalls.Of(Clang.TargetTriple),
        };
    }

    private bool IsSystem(FileId file, Dictionary<int, bool> known)
    {
        if (!known.TryGetValue(file.Index, out bool isSystem))
        {
            known[file.Index] = isSystem = Clang.IsSystemHeader(file);
        }

        return isSystem;
    }

    /// <summary>A variable at file level: each is defined once, by its definition or by the last of its tentative ones.</summary>
    private void Variable(Cursor declaration)
    {
        bool isTentative = IsTentative(declaration);
        if ((!declaration.IsDefinition && !isTentative) || (isTentative && !declaration.Definition.IsNull) || !lowered.Add(declaration.Id.Index))
        {
            return;
        }

        Symbol symbol = Symbols.Get(declaration);
        using CursorTree tree = Clang.Tree(declaration);
        var f = new FunctionContext(this, tree, string.Empty) { IsStatic = true };
        Globals.Variable(f, symbol, VariableLowering.Initializer(f, CursorTree.Root), isTentative);
    }
}
