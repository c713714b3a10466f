using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ClangSharp.Interop;

namespace Cleak.Clang;

/// <summary>Copies the inclusions out of a unit.</summary>
internal static unsafe class InclusionReader
{
    public static Inclusion[] Read(CXTranslationUnitImpl* native, ClangTranslationUnit unit)
    {
        var client = new Client(unit);
        using var self = new GCHandle<Client>(client);
        clang.getInclusions(native, &Add, (void*)GCHandle<Client>.ToIntPtr(self));
        client.Rethrow();
        return [.. client.Inclusions];
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Add(void* file, CXSourceLocation* stack, uint depth, void* data)
    {
        Client client = GCHandle<Client>.FromIntPtr((nint)data).Target;
        try
        {
            SourcePosition from = depth == 0 ? default : client.Unit.ExpansionPosition(stack[0]);
            client.Inclusions.Add(new Inclusion(client.Unit.Files.Intern(file), from, (int)depth));
        }
        catch (Exception exception)
        {
            client.Keep(exception);
        }
    }

    private sealed class Client(ClangTranslationUnit unit) : NativeVisit.Client
    {
        public ClangTranslationUnit Unit { get; } = unit;

        public List<Inclusion> Inclusions { get; } = [];
    }
}
