using Cleak.Ir;
using Xunit;

namespace Cleak.Tests.Lowering;

/// <summary>Lowered programs, run step by step, print what the same programs print when they are compiled.</summary>
public sealed class ExecutionTests
{
    private static string Folder => Path.Combine(LoweredSample.Folder, "run");

    public static TheoryData<string> Programs =>
        new(Directory.EnumerateFiles(Folder, "*.c").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_program_does_what_it_does_when_compiled(string program)
    {
        TranslationUnit unit = LoweredSample.File(Path.Combine(Folder, program));
        Assert.Empty(IrVerifier.Verify(unit));
        var machine = new IrMachine(unit);
        Assert.Equal(0, machine.Main());
        Assert.Equal(File.ReadAllText(Path.Combine(Folder, Path.ChangeExtension(program, ".out.txt"))), machine.Output.ToString());
    }
}
