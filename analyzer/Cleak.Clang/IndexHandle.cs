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
    public static IndexHandle Create()
    {
        LibClangLoader.EnsureLoaded();

        // libclang's crash recovery installs signal handlers, after which a managed null dereference would kill the process
        // instead of throwing. The variable keeps them away; the call after createIndex takes them away again should a
        // version of libclang not heed it.
        NativeEnvironment.SwitchOn("LIBCLANG_DISABLE_CRASH_RECOVERY");
        var index = new IndexHandle();
        index.SetHandle((nint)clang.createIndex(0, 0));
        clang.toggleCrashRecovery(0);
        return index.IsInvalid ? throw new ClangParseException("libclang made no index") : index;
    }

    protected override bool ReleaseHandle()
    {
        clang.disposeIndex((void*)handle);
        return true;
    }
}
