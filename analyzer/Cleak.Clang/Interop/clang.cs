using System.Runtime.InteropServices;

namespace ClangSharp.Interop;

/// <summary>The functions of libclang's C API that cleak uses, under their own names, without the prefix clang_.</summary>
/// <remarks>
/// A source-compatible subset of the raw API of the package ClangSharp.Interop: where a registry has that package,
/// it can take this folder's place. The safe layer over it, and the only user of it, is <c>Cleak.Clang</c>.
/// Signatures as in clang-c/Index.h of LLVM 17 to 22.
/// </remarks>
public static unsafe partial class clang
{
    private const string Library = "libclang";

    [LibraryImport(Library, EntryPoint = "clang_createIndex")]
    public static partial void* createIndex(int excludeDeclarationsFromPCH, int displayDiagnostics);

    [LibraryImport(Library, EntryPoint = "clang_Cursor_Evaluate")]
    public static partial void* Cursor_Evaluate(CXCursor C);

    [LibraryImport(Library, EntryPoint = "clang_Cursor_getArgument")]
    public static partial CXCursor Cursor_getArgument(CXCursor C, uint i);

    [LibraryImport(Library, EntryPoint = "clang_Cursor_getNumArguments")]
    public static partial int Cursor_getNumArguments(CXCursor C);

    [LibraryImport(Library, EntryPoint = "clang_Cursor_getOffsetOfField")]
    public static partial long Cursor_getOffsetOfField(CXCursor C);

    [LibraryImport(Library, EntryPoint = "clang_Cursor_getStorageClass")]
    public static partial CX_StorageClass Cursor_getStorageClass(CXCursor param0);

    [LibraryImport(Library, EntryPoint = "clang_Cursor_getVarDeclInitializer")]
    public static partial CXCursor Cursor_getVarDeclInitializer(CXCursor cursor);

    [LibraryImport(Library, EntryPoint = "clang_Cursor_hasVarDeclGlobalStorage")]
    public static partial int Cursor_hasVarDeclGlobalStorage(CXCursor cursor);

    [LibraryImport(Library, EntryPoint = "clang_Cursor_isAnonymous")]
    public static partial uint Cursor_isAnonymous(CXCursor C);

    [LibraryImport(Library, EntryPoint = "clang_Cursor_isAnonymousRecordDecl")]
    public static partial uint Cursor_isAnonymousRecordDecl(CXCursor C);

    [LibraryImport(Library, EntryPoint = "clang_Cursor_isBitField")]
    public static partial uint Cursor_isBitField(CXCursor C);

    [LibraryImport(Library, EntryPoint = "clang_Cursor_isFunctionInlined")]
    public static partial uint Cursor_isFunctionInlined(CXCursor C);

    [LibraryImport(Library, EntryPoint = "clang_Cursor_isVariadic")]
    public static partial uint Cursor_isVariadic(CXCursor C);

    [LibraryImport(Library, EntryPoint = "clang_disposeCXTUResourceUsage")]
    public static partial void disposeCXTUResourceUsage(CXTUResourceUsage usage);

    [LibraryImport(Library, EntryPoint = "clang_disposeDiagnostic")]
    public static partial void disposeDiagnostic(void* Diagnostic);

    [LibraryImport(Library, EntryPoint = "clang_disposeIndex")]
    public static partial void disposeIndex(void* index);

    [LibraryImport(Library, EntryPoint = "clang_disposeString")]
    public static partial void disposeString(CXString @string);

    [LibraryImport(Library, EntryPoint = "clang_disposeTranslationUnit")]
    public static partial void disposeTranslationUnit(CXTranslationUnitImpl* param0);

    [LibraryImport(Library, EntryPoint = "clang_EvalResult_dispose")]
    public static partial void EvalResult_dispose(void* E);

    [LibraryImport(Library, EntryPoint = "clang_EvalResult_getAsDouble")]
    public static partial double EvalResult_getAsDouble(void* E);

    [LibraryImport(Library, EntryPoint = "clang_EvalResult_getAsLongLong")]
    public static partial long EvalResult_getAsLongLong(void* E);

    [LibraryImport(Library, EntryPoint = "clang_EvalResult_getAsUnsigned")]
    public static partial ulong EvalResult_getAsUnsigned(void* E);

    [LibraryImport(Library, EntryPoint = "clang_EvalResult_getKind")]
    public static partial CXEvalResultKind EvalResult_getKind(void* E);

    [LibraryImport(Library, EntryPoint = "clang_EvalResult_isUnsignedInt")]
    public static partial uint EvalResult_isUnsignedInt(void* E);

    [LibraryImport(Library, EntryPoint = "clang_File_isEqual")]
    public static partial int File_isEqual(void* file1, void* file2);

    [LibraryImport(Library, EntryPoint = "clang_File_tryGetRealPathName")]
    public static partial CXString File_tryGetRealPathName(void* file);

    [LibraryImport(Library, EntryPoint = "clang_getArgType")]
    public static partial CXType getArgType(CXType T, uint i);

    [LibraryImport(Library, EntryPoint = "clang_getArrayElementType")]
    public static partial CXType getArrayElementType(CXType T);

    [LibraryImport(Library, EntryPoint = "clang_getArraySize")]
    public static partial long getArraySize(CXType T);

    [LibraryImport(Library, EntryPoint = "clang_getCanonicalCursor")]
    public static partial CXCursor getCanonicalCursor(CXCursor param0);

    [LibraryImport(Library, EntryPoint = "clang_getCanonicalType")]
    public static partial CXType getCanonicalType(CXType T);

    [LibraryImport(Library, EntryPoint = "clang_getClangVersion")]
    public static partial CXString getClangVersion();

    [LibraryImport(Library, EntryPoint = "clang_getCString")]
    public static partial sbyte* getCString(CXString @string);

    [LibraryImport(Library, EntryPoint = "clang_getCursor")]
    public static partial CXCursor getCursor(CXTranslationUnitImpl* param0, CXSourceLocation param1);

    [LibraryImport(Library, EntryPoint = "clang_getCursorBinaryOperatorKind")]
    public static partial CXBinaryOperatorKind getCursorBinaryOperatorKind(CXCursor cursor);

    [LibraryImport(Library, EntryPoint = "clang_getCursorDefinition")]
    public static partial CXCursor getCursorDefinition(CXCursor param0);

    [LibraryImport(Library, EntryPoint = "clang_getCursorExtent")]
    public static partial CXSourceRange getCursorExtent(CXCursor param0);

    [LibraryImport(Library, EntryPoint = "clang_getCursorLexicalParent")]
    public static partial CXCursor getCursorLexicalParent(CXCursor cursor);

    [LibraryImport(Library, EntryPoint = "clang_getCursorLinkage")]
    public static partial CXLinkageKind getCursorLinkage(CXCursor cursor);

    [LibraryImport(Library, EntryPoint = "clang_getCursorLocation")]
    public static partial CXSourceLocation getCursorLocation(CXCursor param0);

    [LibraryImport(Library, EntryPoint = "clang_getCursorPrettyPrinted")]
    public static partial CXString getCursorPrettyPrinted(CXCursor Cursor, void* Policy);

    [LibraryImport(Library, EntryPoint = "clang_getCursorPrintingPolicy")]
    public static partial void* getCursorPrintingPolicy(CXCursor param0);

    [LibraryImport(Library, EntryPoint = "clang_getCursorReferenced")]
    public static partial CXCursor getCursorReferenced(CXCursor param0);

    [LibraryImport(Library, EntryPoint = "clang_getCursorSemanticParent")]
    public static partial CXCursor getCursorSemanticParent(CXCursor cursor);

    [LibraryImport(Library, EntryPoint = "clang_getCursorSpelling")]
    public static partial CXString getCursorSpelling(CXCursor param0);

    [LibraryImport(Library, EntryPoint = "clang_getCursorTLSKind")]
    public static partial CXTLSKind getCursorTLSKind(CXCursor cursor);

    [LibraryImport(Library, EntryPoint = "clang_getCursorType")]
    public static partial CXType getCursorType(CXCursor C);

    [LibraryImport(Library, EntryPoint = "clang_getCursorUnaryOperatorKind")]
    public static partial CXUnaryOperatorKind getCursorUnaryOperatorKind(CXCursor cursor);

    [LibraryImport(Library, EntryPoint = "clang_getCursorUSR")]
    public static partial CXString getCursorUSR(CXCursor param0);

    [LibraryImport(Library, EntryPoint = "clang_getCursorVisibility")]
    public static partial CXVisibilityKind getCursorVisibility(CXCursor cursor);

    [LibraryImport(Library, EntryPoint = "clang_getCXTUResourceUsage")]
    public static partial CXTUResourceUsage getCXTUResourceUsage(CXTranslationUnitImpl* TU);

    [LibraryImport(Library, EntryPoint = "clang_getDiagnostic")]
    public static partial void* getDiagnostic(CXTranslationUnitImpl* Unit, uint Index);

    [LibraryImport(Library, EntryPoint = "clang_getDiagnosticLocation")]
    public static partial CXSourceLocation getDiagnosticLocation(void* param0);

    [LibraryImport(Library, EntryPoint = "clang_getDiagnosticOption")]
    public static partial CXString getDiagnosticOption(void* Diag, CXString* Disable);

    [LibraryImport(Library, EntryPoint = "clang_getDiagnosticSeverity")]
    public static partial CXDiagnosticSeverity getDiagnosticSeverity(void* param0);

    [LibraryImport(Library, EntryPoint = "clang_getDiagnosticSpelling")]
    public static partial CXString getDiagnosticSpelling(void* param0);

    [LibraryImport(Library, EntryPoint = "clang_getElementType")]
    public static partial CXType getElementType(CXType T);

    [LibraryImport(Library, EntryPoint = "clang_getEnumConstantDeclUnsignedValue")]
    public static partial ulong getEnumConstantDeclUnsignedValue(CXCursor C);

    [LibraryImport(Library, EntryPoint = "clang_getEnumConstantDeclValue")]
    public static partial long getEnumConstantDeclValue(CXCursor C);

    [LibraryImport(Library, EntryPoint = "clang_getEnumDeclIntegerType")]
    public static partial CXType getEnumDeclIntegerType(CXCursor C);

    [LibraryImport(Library, EntryPoint = "clang_getExpansionLocation")]
    public static partial void getExpansionLocation(CXSourceLocation location, void** file, uint* line, uint* column, uint* offset);

    [LibraryImport(Library, EntryPoint = "clang_getFieldDeclBitWidth")]
    public static partial int getFieldDeclBitWidth(CXCursor C);

    [LibraryImport(Library, EntryPoint = "clang_getFile")]
    public static partial void* getFile(CXTranslationUnitImpl* tu, sbyte* file_name);

    [LibraryImport(Library, EntryPoint = "clang_getFileContents")]
    public static partial sbyte* getFileContents(CXTranslationUnitImpl* tu, void* file, nuint* size);

    [LibraryImport(Library, EntryPoint = "clang_getFileName")]
    public static partial CXString getFileName(void* SFile);

    [LibraryImport(Library, EntryPoint = "clang_getFileUniqueID")]
    public static partial int getFileUniqueID(void* file, CXFileUniqueID* outID);

    [LibraryImport(Library, EntryPoint = "clang_getInclusions")]
    public static partial void getInclusions(CXTranslationUnitImpl* tu, delegate* unmanaged[Cdecl]<void*, CXSourceLocation*, uint, void*, void> visitor, void* client_data);

    [LibraryImport(Library, EntryPoint = "clang_getLocationForOffset")]
    public static partial CXSourceLocation getLocationForOffset(CXTranslationUnitImpl* tu, void* file, uint offset);

    [LibraryImport(Library, EntryPoint = "clang_getNumArgTypes")]
    public static partial int getNumArgTypes(CXType T);

    [LibraryImport(Library, EntryPoint = "clang_getNumDiagnostics")]
    public static partial uint getNumDiagnostics(CXTranslationUnitImpl* Unit);

    [LibraryImport(Library, EntryPoint = "clang_getNumElements")]
    public static partial long getNumElements(CXType T);

    [LibraryImport(Library, EntryPoint = "clang_getPointeeType")]
    public static partial CXType getPointeeType(CXType T);

    [LibraryImport(Library, EntryPoint = "clang_getPresumedLocation")]
    public static partial void getPresumedLocation(CXSourceLocation location, CXString* filename, uint* line, uint* column);

    [LibraryImport(Library, EntryPoint = "clang_getRangeEnd")]
    public static partial CXSourceLocation getRangeEnd(CXSourceRange range);

    [LibraryImport(Library, EntryPoint = "clang_getRangeStart")]
    public static partial CXSourceLocation getRangeStart(CXSourceRange range);

    [LibraryImport(Library, EntryPoint = "clang_getResultType")]
    public static partial CXType getResultType(CXType T);

    [LibraryImport(Library, EntryPoint = "clang_getSpellingLocation")]
    public static partial void getSpellingLocation(CXSourceLocation location, void** file, uint* line, uint* column, uint* offset);

    [LibraryImport(Library, EntryPoint = "clang_getTranslationUnitCursor")]
    public static partial CXCursor getTranslationUnitCursor(CXTranslationUnitImpl* param0);

    [LibraryImport(Library, EntryPoint = "clang_getTranslationUnitTargetInfo")]
    public static partial CXTargetInfoImpl* getTranslationUnitTargetInfo(CXTranslationUnitImpl* CTUnit);

    [LibraryImport(Library, EntryPoint = "clang_getTypeDeclaration")]
    public static partial CXCursor getTypeDeclaration(CXType T);

    [LibraryImport(Library, EntryPoint = "clang_getTypedefDeclUnderlyingType")]
    public static partial CXType getTypedefDeclUnderlyingType(CXCursor C);

    [LibraryImport(Library, EntryPoint = "clang_getTypeSpelling")]
    public static partial CXString getTypeSpelling(CXType CT);

    [LibraryImport(Library, EntryPoint = "clang_getUnqualifiedType")]
    public static partial CXType getUnqualifiedType(CXType CT);

    [LibraryImport(Library, EntryPoint = "clang_isConstQualifiedType")]
    public static partial uint isConstQualifiedType(CXType T);

    [LibraryImport(Library, EntryPoint = "clang_isCursorDefinition")]
    public static partial uint isCursorDefinition(CXCursor param0);

    [LibraryImport(Library, EntryPoint = "clang_isFileMultipleIncludeGuarded")]
    public static partial uint isFileMultipleIncludeGuarded(CXTranslationUnitImpl* tu, void* file);

    [LibraryImport(Library, EntryPoint = "clang_isFunctionTypeVariadic")]
    public static partial uint isFunctionTypeVariadic(CXType T);

    [LibraryImport(Library, EntryPoint = "clang_isInvalidDeclaration")]
    public static partial uint isInvalidDeclaration(CXCursor param0);

    [LibraryImport(Library, EntryPoint = "clang_isRestrictQualifiedType")]
    public static partial uint isRestrictQualifiedType(CXType T);

    [LibraryImport(Library, EntryPoint = "clang_isVolatileQualifiedType")]
    public static partial uint isVolatileQualifiedType(CXType T);

    [LibraryImport(Library, EntryPoint = "clang_Location_isFromMainFile")]
    public static partial int Location_isFromMainFile(CXSourceLocation location);

    [LibraryImport(Library, EntryPoint = "clang_Location_isInSystemHeader")]
    public static partial int Location_isInSystemHeader(CXSourceLocation location);

    [LibraryImport(Library, EntryPoint = "clang_parseTranslationUnit2FullArgv")]
    public static partial CXErrorCode parseTranslationUnit2FullArgv(void* CIdx, sbyte* source_filename, sbyte** command_line_args, int num_command_line_args, CXUnsavedFile* unsaved_files, uint num_unsaved_files, uint options, CXTranslationUnitImpl** out_TU);

    [LibraryImport(Library, EntryPoint = "clang_PrintingPolicy_dispose")]
    public static partial void PrintingPolicy_dispose(void* Policy);

    [LibraryImport(Library, EntryPoint = "clang_PrintingPolicy_setProperty")]
    public static partial void PrintingPolicy_setProperty(void* Policy, CXPrintingPolicyProperty Property, uint Value);

    [LibraryImport(Library, EntryPoint = "clang_saveTranslationUnit")]
    public static partial int saveTranslationUnit(CXTranslationUnitImpl* TU, sbyte* FileName, uint options);

    [LibraryImport(Library, EntryPoint = "clang_TargetInfo_dispose")]
    public static partial void TargetInfo_dispose(CXTargetInfoImpl* Info);

    [LibraryImport(Library, EntryPoint = "clang_TargetInfo_getPointerWidth")]
    public static partial int TargetInfo_getPointerWidth(CXTargetInfoImpl* Info);

    [LibraryImport(Library, EntryPoint = "clang_TargetInfo_getTriple")]
    public static partial CXString TargetInfo_getTriple(CXTargetInfoImpl* Info);

    [LibraryImport(Library, EntryPoint = "clang_toggleCrashRecovery")]
    public static partial void toggleCrashRecovery(uint isEnabled);

    [LibraryImport(Library, EntryPoint = "clang_Type_getAlignOf")]
    public static partial long Type_getAlignOf(CXType T);

    [LibraryImport(Library, EntryPoint = "clang_Type_getNamedType")]
    public static partial CXType Type_getNamedType(CXType T);

    [LibraryImport(Library, EntryPoint = "clang_Type_getSizeOf")]
    public static partial long Type_getSizeOf(CXType T);

    [LibraryImport(Library, EntryPoint = "clang_Type_getValueType")]
    public static partial CXType Type_getValueType(CXType CT);

    [LibraryImport(Library, EntryPoint = "clang_Type_visitFields")]
    public static partial uint Type_visitFields(CXType T, delegate* unmanaged[Cdecl]<CXCursor, void*, CXVisitorResult> visitor, void* client_data);

    [LibraryImport(Library, EntryPoint = "clang_visitChildren")]
    public static partial uint visitChildren(CXCursor parent, delegate* unmanaged[Cdecl]<CXCursor, CXCursor, void*, CXChildVisitResult> visitor, void* client_data);
}
