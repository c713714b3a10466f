using Cleak.Ir;
using Xunit;

namespace Cleak.Tests.Lowering;

/// <summary>Every sample's IR is the text that lies beside it. CLEAK_UPDATE_SNAPSHOTS=1 writes the texts anew, to be read.</summary>
public sealed class LoweringSnapshotTests
{
    public static TheoryData<string> Samples =>
        new(Directory.EnumerateFiles(LoweredSample.Folder, "*.c").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Samples))]
    public void Sample_lowers_to_the_text_beside_it(string sample)
    {
        TranslationUnit unit = LoweredSample.File(Path.Combine(LoweredSample.Folder, sample));
        Assert.Empty(IrVerifier.Verify(unit));

        string expected = Path.Combine(LoweredSample.Folder, Path.ChangeExtension(sample, ".ir.txt"));
        string printed = IrPrinter.Print(unit);
        if (Environment.GetEnvironmentVariable("CLEAK_UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(expected, printed);
        }

        Assert.Equal(File.ReadAllText(expected), printed);
    }
}
