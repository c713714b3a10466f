using System.Text;
using Cleak.Findings;
using Cleak.Reporting;
using Xunit;

namespace Cleak.Tests.Reporting;

public sealed class DiskSourceTextTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cleak-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Reads_a_file_of_the_tree()
    {
        string path = Path.Combine(folder, "a.c");
        File.WriteAllText(path, "int x;\n");

        Assert.Equal("int x;\n", Encoding.UTF8.GetString(new DiskSourceText().Read(new RunFile("a.c", path))!.Value.Span));
    }

    [Fact]
    public void Shows_nothing_outside_of_the_tree()
    {
        string path = Path.Combine(folder, "secret");
        File.WriteAllText(path, "secret");

        Assert.Null(new DiskSourceText().Read(new RunFile(path, path)));
    }

    [Fact]
    public void A_file_that_is_gone_has_no_text() =>
        Assert.Null(new DiskSourceText().Read(new RunFile("gone.c", Path.Combine(folder, "gone.c"))));

    [Fact]
    public void A_device_is_not_read() => Assert.True(new DiskSourceText().Read(new RunFile("zero.c", "/dev/zero"))!.Value.IsEmpty);
}
