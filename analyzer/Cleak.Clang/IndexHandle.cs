using System.Runtime.InteropServices;
using ClangSharp.Interop;

namespace Cleak.Clang;

/// <summary>
/// A libclang index: the set that translation units are parsed into. One for each thread. It is freed when it and every
/// unit parsed into it are disposed, in whatever order that happens.
/// </summary>
public sealed unsafe class IndexHandle : SafeHandle
{
    private IndexHandle()
        : base(0, ownsHandle: true)
    {
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>Makes an index; loads libclang by the default search if that has not happened yet.</summary>
    /// <param name="includesPrecompiled">
    /// To go through a unit's declarations goes through those that it has loaded in precompiled form, too: nearly all of them are of no
    /// use to it, and each must be read from there first.
    /// </param>
    public static IndexHandle Create(bool includesPrecompiled = false)
    {
        LibClangLoader.EnsureLoaded();

        // libclang's crash recovery installs signal handlers, after which a managed null dereference would kill the process
        // instead of throwing. The variable keeps them away; the call after createIndex takes them away again should a
        // version of libclang not heed it.
        NativeEnvironment.SwitchOn("LIBCLANG_DISABLE_CRASH_RECOVERY");
        var index = new IndexHandle();
        index.SetHandle((nint)clang.createIndex(includesPrecompiled ? 0 : 1, displayDiagnostics: 0));
        clang.toggleCrashRecovery(0);
        return index.IsInvalid ? throw new ClangParseException("libclang made no index") : index;
    }

    protected override bool ReleaseHandle()
    {
        clang.disposeIndex((void*)handle);
        return true;
    }
}
