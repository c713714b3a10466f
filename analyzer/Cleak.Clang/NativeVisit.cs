using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using ClangSharp.Interop;

namespace Cleak.Clang;

/// <summary>
/// The managed side of libclang's visitors. An exception that left a callback would end the process: it is caught inside,
/// the visit is broken off, and it is thrown again once libclang has returned.
/// </summary>
internal static unsafe class NativeVisit
{
    public static List<CXCursor> Children(in CXCursor parent)
    {
        var collector = new Collector();
        using var self = new GCHandle<Collector>(collector);
        _ = clang.visitChildren(parent, &CollectChild, (void*)GCHandle<Collector>.ToIntPtr(self));
        collector.Rethrow();
        return collector.Cursors;
    }

    public static List<CXCursor> Fields(in CXType record)
    {
        var collector = new Collector();
        using var self = new GCHandle<Collector>(collector);
        _ = clang.Type_visitFields(record, &CollectField, (void*)GCHandle<Collector>.ToIntPtr(self));
        collector.Rethrow();
        return collector.Cursors;
    }

    public static void Visit(ClangTranslationUnit unit, in CXCursor parent, CursorVisitor visitor)
    {
        var caller = new Caller(unit, visitor);
        using var self = new GCHandle<Caller>(caller);
        _ = clang.visitChildren(parent, &Call, (void*)GCHandle<Caller>.ToIntPtr(self));
        caller.Rethrow();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static CXChildVisitResult CollectChild(CXCursor cursor, CXCursor parent, void* data)
    {
        Collector collector = GCHandle<Collector>.FromIntPtr((nint)data).Target;
        try
        {
            collector.Cursors.Add(cursor);
            return CXChildVisitResult.CXChildVisit_Continue;
        }
        catch (Exception exception)
        {
            collector.Keep(exception);
            return CXChildVisitResult.CXChildVisit_Break;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static CXVisitorResult CollectField(CXCursor cursor, void* data)
    {
        Collector collector = GCHandle<Collector>.FromIntPtr((nint)data).Target;
        try
        {
            collector.Cursors.Add(cursor);
            return CXVisitorResult.CXVisit_Continue;
        }
        catch (Exception exception)
        {
            collector.Keep(exception);
            return CXVisitorResult.CXVisit_Break;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static CXChildVisitResult Call(CXCursor cursor, CXCursor parent, void* data)
    {
        Caller caller = GCHandle<Caller>.FromIntPtr((nint)data).Target;
        try
        {
            return caller.Visitor(new Cursor(caller.Unit, cursor), new Cursor(caller.Unit, parent));
        }
        catch (Exception exception)
        {
            caller.Keep(exception);
            return CXChildVisitResult.CXChildVisit_Break;
        }
    }

    /// <summary>What a callback works for: keeps the exception that must not cross the native frame.</summary>
    internal abstract class Client
    {
        private ExceptionDispatchInfo? _exception;

        public void Keep(Exception exception) => _exception = ExceptionDispatchInfo.Capture(exception);

        public void Rethrow() => _exception?.Throw();
    }

    private sealed class Collector : Client
    {
        public List<CXCursor> Cursors { get; } = [];
    }

    private sealed class Caller(ClangTranslationUnit unit, CursorVisitor visitor) : Client
    {
        public ClangTranslationUnit Unit { get; } = unit;

        public CursorVisitor Visitor { get; } = visitor;
    }
}
