using Cleak.Findings;
using Cleak.Ir;
using Xunit;

namespace Cleak.Tests.Reporting;

public sealed class FileTableTests
{
    [Theory]
    [InlineData("/src/a.c", "a.c", false)]
    [InlineData("/src/lib/..b/a.c", "lib/..b/a.c", false)]
    [InlineData("/src/..hidden.c", "..hidden.c", false)]
    [InlineData("/srcs/a.c", "/srcs/a.c", true)]
    [InlineData("/usr/include/stdlib.h", "/usr/include/stdlib.h", true)]
    public void A_file_is_called_by_its_way_from_the_root(string path, string expected, bool outside)
    {
        var index = new FileIndex();
        int number = index.Add(new SourceFile(path, IsSystem: false));

        RunFile file = FileTable.Of(index.Files, "/src")[number];

        Assert.Equal((expected, path, outside), (file.Path, file.AbsolutePath, file.IsOutsideRoot));
    }
}
