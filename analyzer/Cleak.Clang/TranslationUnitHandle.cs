using System.Runtime.InteropServices;
using ClangSharp.Interop;

namespace Cleak.Clang;

/// <summary>
/// A parsed translation unit. It holds a reference on its index, given back only after the unit is freed, so that the
/// order of disposal cannot be wrong, not even when finalizers do it.
/// </summary>
public sealed unsafe class TranslationUnitHandle : SafeHandle
{
    private readonly IndexHandle _index;

    private TranslationUnitHandle(IndexHandle index)
        : base(0, ownsHandle: true)
    {
        _index = index;
    }

    public override bool IsInvalid => handle == 0;

    internal CXTranslationUnitImpl* Unit => (CXTranslationUnitImpl*)handle;

    /// <summary>Parses; null when libclang gives no unit, for the reason in <paramref name="error"/>.</summary>
    internal static TranslationUnitHandle? Parse(IndexHandle index, ParseRequest request, out CXErrorCode error)
    {
        using var arguments = new NativeArguments(request);
        var unit = new TranslationUnitHandle(index);
        bool held = false;
        index.DangerousAddRef(ref held);
        CXTranslationUnitImpl* native = null;
        error = CXErrorCode.CXError_Failure;
        try
        {
            // The source file is named in the arguments: the parameter for it would add it a second time.
            error = clang.parseTranslationUnit2FullArgv(
                (void*)index.DangerousGetHandle(),
                null,
                arguments.Arguments,
                arguments.ArgumentCount,
                arguments.UnsavedFiles,
                (uint)arguments.UnsavedFileCount,
                (uint)request.Options,
                &native);
        }
        finally
        {
            if (native is null)
            {
                index.DangerousRelease();
            }
            else
            {
                unit.SetHandle((nint)native);
            }
        }

        if (native is not null && error == CXErrorCode.CXError_Success)
        {
            return unit;
        }

        unit.Dispose();
        return null;
    }

    protected override bool ReleaseHandle()
    {
        clang.disposeTranslationUnit(Unit);
        _index.DangerousRelease();
        return true;
    }
}
