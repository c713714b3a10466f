using ClangSharp.Interop;

namespace Cleak.Clang;

/// <summary>
/// A place in the AST: a declaration, statement, expression, reference or attribute. A ref struct, so that it cannot be
/// kept in a field and outlive its translation unit; what may be kept is its <see cref="Id"/>.
/// </summary>
public readonly ref struct Cursor
{
    private readonly CXCursor _value;
    private readonly ClangTranslationUnit? _unit;

    internal Cursor(ClangTranslationUnit unit, scoped in CXCursor value)
    {
        _unit = unit;
        _value = value;
    }

    public CXCursorKind Kind => _value.kind;

    /// <summary>Nothing: no such declaration, no initializer, no definition in this unit.</summary>
    public bool IsNull => _unit is null || _value.kind.IsInvalid();

    public string Spelling => NativeText.Take(clang.getCursorSpelling(Native));

    /// <summary>clang's cross-unit name; for internal linkage it holds the file's base name only.</summary>
    public string Usr => NativeText.Take(clang.getCursorUSR(Native));

    /// <summary>The number of the declared thing; none when the cursor is no declaration.</summary>
    public DeclarationId Id => Unit.Declarations.Intern(Native);

    public CType Type => new(Unit, clang.getCursorType(Native));

    public Cursor Referenced => new(Unit, clang.getCursorReferenced(Native));

    public Cursor Definition => new(Unit, clang.getCursorDefinition(Native));

    /// <summary>The first declaration of the same thing.</summary>
    public Cursor Canonical => new(Unit, clang.getCanonicalCursor(Native));

    public Cursor SemanticParent => new(Unit, clang.getCursorSemanticParent(Native));

    public Cursor LexicalParent => new(Unit, clang.getCursorLexicalParent(Native));

    public bool IsDefinition => clang.isCursorDefinition(Native) != 0;

    /// <summary>A declaration that the compiler marked as broken.</summary>
    public bool IsInvalidDeclaration => clang.isInvalidDeclaration(Native) != 0;

    /// <summary>The user's place: where a macro is used, not where it is written.</summary>
    public SourcePosition Location => Unit.ExpansionPosition(clang.getCursorLocation(Native));

    /// <summary>Where the characters are: inside the macro's definition or argument; none for pasted tokens.</summary>
    public SourcePosition SpellingLocation => Unit.SpellingPosition(clang.getCursorLocation(Native));

    public bool IsInMacro => LocationMap.IsInMacro(clang.getCursorLocation(Native));

    public bool IsInSystemHeader => clang.Location_isInSystemHeader(clang.getCursorLocation(Native)) != 0;

    /// <summary>The whole stretch in the user's text. Lexes the last token again: dear.</summary>
    public SourceExtent Extent
    {
        get
        {
            CXSourceRange range = clang.getCursorExtent(Native);
            return new SourceExtent(
                Unit.ExpansionPosition(clang.getRangeStart(range)), Unit.ExpansionPosition(clang.getRangeEnd(range)));
        }
    }

    /// <summary>The whole stretch where its characters are. Lexes the last token again: dear.</summary>
    public SourceExtent SpellingExtent
    {
        get
        {
            CXSourceRange range = clang.getCursorExtent(Native);
            return new SourceExtent(
                Unit.SpellingPosition(clang.getRangeStart(range)), Unit.SpellingPosition(clang.getRangeEnd(range)));
        }
    }

    /// <summary>
    /// The characters of <see cref="SpellingExtent"/>; empty when they do not lie together in one file. Inside a macro's
    /// definition clang gives no end, so there it is empty too.
    /// </summary>
    public ReadOnlySpan<byte> SpelledText
    {
        get
        {
            CXSourceRange range = clang.getCursorExtent(Native);
            if (LocationMap.IsInMacro(clang.getRangeStart(range)) != LocationMap.IsInMacro(clang.getRangeEnd(range)))
            {
                return default;
            }

            SourceExtent extent = SpellingExtent;
            return extent.IsContiguous
                ? Unit.Contents(extent.Start.File)[extent.Start.Offset..extent.End.Offset]
                : default;
        }
    }

    public CX_StorageClass StorageClass => clang.Cursor_getStorageClass(Native);

    public CXLinkageKind Linkage => clang.getCursorLinkage(Native);

    public CXVisibilityKind Visibility => clang.getCursorVisibility(Native);

    public CXTLSKind ThreadStorage => clang.getCursorTLSKind(Native);

    public bool IsInline => clang.Cursor_isFunctionInlined(Native) != 0;

    public bool IsVariadic => clang.Cursor_isVariadic(Native) != 0;

    public bool IsBitField => clang.Cursor_isBitField(Native) != 0;

    /// <summary>The width of a bit-field in bits, or -1.</summary>
    public int BitWidth => clang.getFieldDeclBitWidth(Native);

    /// <summary>The offset of a field from its record in bits; negative when the record has no layout.</summary>
    public long OffsetOfField => clang.Cursor_getOffsetOfField(Native);

    public bool IsAnonymous => clang.Cursor_isAnonymous(Native) != 0;

    /// <summary>A record without tag or member name, whose members belong to the record around it.</summary>
    public bool IsAnonymousRecord => clang.Cursor_isAnonymousRecordDecl(Native) != 0;

    /// <summary>The value of an enum constant; <paramref name="isUnsigned"/> says which reading its enum's type wants.</summary>
    public ConstantInteger EnumConstantValue(bool isUnsigned) =>
        new(isUnsigned ? clang.getEnumConstantDeclUnsignedValue(Native) : unchecked((ulong)clang.getEnumConstantDeclValue(Native)), isUnsigned);

    /// <summary>The integer type behind an enum.</summary>
    public CType EnumIntegerType => new(Unit, clang.getEnumDeclIntegerType(Native));

    /// <summary>How many parameters a function or arguments a call has; -1 for anything else.</summary>
    public int ArgumentCount => clang.Cursor_getNumArguments(Native);

    public Cursor Argument(int index) => new(Unit, clang.Cursor_getArgument(Native, (uint)index));

    /// <summary>The initializer of a variable; never guess it from the children, which hold array sizes too.</summary>
    public Cursor Initializer => new(Unit, clang.Cursor_getVarDeclInitializer(Native));

    public bool HasGlobalStorage => clang.Cursor_hasVarDeclGlobalStorage(Native) == 1;

    public CType TypedefUnderlyingType => new(Unit, clang.getTypedefDeclUnderlyingType(Native));

    public CXBinaryOperatorKind BinaryOperator => clang.getCursorBinaryOperatorKind(Native);

    public CXUnaryOperatorKind UnaryOperator => clang.getCursorUnaryOperatorKind(Native);

    /// <summary>
    /// The attributes of a declaration, those of its first declaration and its definition included. GNU noreturn is part of
    /// the type instead: see <see cref="IsNoReturn"/>.
    /// </summary>
    public IReadOnlyList<DeclaredAttribute> Attributes => AttributeReader.Read(Native);

    /// <summary>Whether a function is declared never to return, in any of the ways to say so.</summary>
    public bool IsNoReturn
    {
        get
        {
            if (Type.IsNoReturn)
            {
                return true;
            }

            foreach (DeclaredAttribute attribute in AttributeReader.Read(Native))
            {
                if (attribute.Name is "noreturn" or "_Noreturn")
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>The direct children; a <see cref="CursorTree"/> is cheaper for anything deep.</summary>
    public CursorList Children => new(Unit, NativeVisit.Children(Native));

    /// <summary>The unit that the cursor is in.</summary>
    public ClangTranslationUnit Unit => _unit ?? throw new InvalidOperationException("a null cursor has no translation unit");

    /// <summary>The native value; throws once the unit is disposed.</summary>
    internal CXCursor Native
    {
        get
        {
            Unit.ThrowIfDisposed();
            return _value;
        }
    }

    /// <summary>Visits what is below; an exception from the visitor ends the visit and comes out here.</summary>
    public void Visit(CursorVisitor visitor) => NativeVisit.Visit(Unit, Native, visitor);

    /// <summary>The value of a constant expression of an integer type of at most 64 bits; false when it has none.</summary>
    public bool TryEvaluateInteger(out ConstantInteger value) => ConstantEvaluation.TryInteger(Native, out value);

    /// <summary>The value of a constant expression of a floating type; false when it has none.</summary>
    public bool TryEvaluateFloating(out double value) => ConstantEvaluation.TryFloating(Native, out value);

    /// <summary>Whether both are the same node, however they were reached.</summary>
    public bool IsSame(Cursor other) => CursorIdentity.IsSameNode(_value, other._value);
}
