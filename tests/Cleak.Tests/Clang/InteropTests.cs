using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ClangSharp.Interop;
using Cleak.Clang;
using Xunit;

namespace Cleak.Tests.Clang;

public class InteropTests
{
    [Fact]
    public void Structs_are_as_large_as_in_the_header()
    {
        Assert.Equal(32, Unsafe.SizeOf<CXCursor>());
        Assert.Equal(24, Unsafe.SizeOf<CXType>());
        Assert.Equal(24, Unsafe.SizeOf<CXSourceLocation>());
        Assert.Equal(24, Unsafe.SizeOf<CXSourceRange>());
        Assert.Equal(16, Unsafe.SizeOf<CXString>());
        Assert.Equal(24, Unsafe.SizeOf<CXUnsavedFile>());
        Assert.Equal(24, Unsafe.SizeOf<CXFileUniqueID>());
        Assert.Equal(24, Unsafe.SizeOf<CXTUResourceUsage>());
        Assert.Equal(16, Unsafe.SizeOf<CXTUResourceUsageEntry>());
    }

    [Fact]
    public void Every_function_is_exported_by_the_library_in_use()
    {
        LibClangLoader.EnsureLoaded();
        nint library = NativeLibrary.Load(LibClangLoader.Loaded!.Path);
        string[] names = [.. typeof(clang).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(method => method.Name)];

        Assert.True(names.Length > 90, $"{names.Length} functions");
        Assert.DoesNotContain(names, name => !NativeLibrary.TryGetExport(library, "clang_" + name, out _));
    }

    [Fact]
    public void Functions_are_in_alphabetical_order_of_their_names()
    {
        string[] names = [.. typeof(clang).GetMethods(BindingFlags.Public | BindingFlags.Static).OrderBy(method => method.MetadataToken).Select(method => method.Name)];
        Assert.Equal(names.Order(StringComparer.OrdinalIgnoreCase), names);
    }
}
