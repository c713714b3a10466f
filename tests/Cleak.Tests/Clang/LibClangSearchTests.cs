using Cleak.Clang;
using Xunit;

namespace Cleak.Tests.Clang;

public class LibClangSearchTests
{
    private const string Old = "Debian clang version 14.0.6";
    private const string Fit = "Debian clang version 19.1.7 (3~deb12u1)";

    [Theory]
    [InlineData("Debian clang version 14.0.6", 14)]
    [InlineData("Ubuntu clang version 18.1.3 (1ubuntu1)", 18)]
    [InlineData("clang version 22.0.0git (https://github.com/llvm/llvm-project.git 0001cff)", 22)]
    [InlineData("Apple clang version 17.0.0 (clang-1700.0.13.3)", 17)]
    [InlineData("clang", 0)]
    [InlineData("clang version unknown", 0)]
    public void The_major_version_is_read_from_what_the_library_says(string text, int version) =>
        Assert.Equal(version, LibClangSearch.ParseMajorVersion(text));

    [Fact]
    public void An_old_library_of_the_system_is_refused_and_the_next_is_tried()
    {
        LibClangSearch search = LibClangSearch.Run(
            [("/old/libclang.so", LibClangOrigin.System), ("/fit/libclang.so", LibClangOrigin.System), ("/never/libclang.so", LibClangOrigin.System)],
            path => path switch
            {
                "/old/libclang.so" => Old,
                "/fit/libclang.so" => Fit,
                _ => throw new InvalidOperationException("the search goes on after a fit library"),
            });

        Assert.Equal(("/fit/libclang.so", 19), (search.Found!.Path, search.Found.MajorVersion));
        LibClangLibrary refused = Assert.Single(search.Refused);
        Assert.Equal(("/old/libclang.so", 14), (refused.Path, refused.MajorVersion));
        Assert.Contains("14", refused.Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LibClangOrigin.Explicit)]
    [InlineData(LibClangOrigin.Environment)]
    public void What_was_named_on_purpose_is_never_replaced(LibClangOrigin origin)
    {
        LibClangSearch search = LibClangSearch.Run(
            [("/named/libclang.so", origin), ("/fit/libclang.so", LibClangOrigin.System)],
            path => path == "/fit/libclang.so" ? Fit : Old);

        Assert.Null(search.Found);
        Assert.Equal("/named/libclang.so", Assert.Single(search.Refused).Path);
    }

    [Fact]
    public void The_explanation_names_version_path_and_remedy()
    {
        string text = LibClangSearch.Run([("/old/libclang.so", LibClangOrigin.Explicit)], _ => Old).Explain();

        Assert.Contains("/old/libclang.so", text, StringComparison.Ordinal);
        Assert.Contains(Old, text, StringComparison.Ordinal);
        Assert.Contains("apt-get install libclang1-19", text, StringComparison.Ordinal);
        Assert.Contains("CLEAK_LIBCLANG", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_refused_as_such()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "libclang.so");
        LibClangSearch search = LibClangSearch.Run(path);

        Assert.Null(search.Found);
        Assert.Equal("there is no such file", Assert.Single(search.Refused).Refusal);
    }

    [Fact]
    public void A_file_that_is_no_library_is_refused()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllText(path, "no library");
        try
        {
            LibClangSearch search = LibClangSearch.Run(path);
            Assert.Null(search.Found);
            Assert.Equal(0, Assert.Single(search.Refused).MajorVersion);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_library_that_is_not_libclang_is_refused()
    {
        LibClangSearch search = LibClangSearch.Run(OperatingSystem.IsLinux() ? "libc.so.6" : "libSystem.dylib");
        Assert.Null(search.Found);
        Assert.Contains("not libclang", Assert.Single(search.Refused).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_stands_for_the_library_in_it()
    {
        LibClangLoader.EnsureLoaded();
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string link = Path.Combine(folder, "libclang-19.so.1");
            File.CreateSymbolicLink(link, LibClangLoader.Loaded!.Path);
            File.WriteAllText(Path.Combine(folder, "libclang-cpp.so.19"), "the C++ library is another one");

            Assert.Equal(link, LibClangSearch.Run(folder).Found?.Path);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Where the system has an old libclang, the real one must be refused too.</summary>
    [Fact]
    public void A_real_old_library_is_refused_by_its_own_version()
    {
        foreach (string path in Directory.GetDirectories("/usr/lib", "llvm-1?").Select(folder => Path.Combine(folder, "lib", "libclang.so.1")).Where(File.Exists))
        {
            int version = int.Parse(path.Split("llvm-")[1].Split('/')[0], System.Globalization.CultureInfo.InvariantCulture);
            LibClangSearch search = LibClangSearch.Run(path);
            LibClangLibrary library = search.Found ?? Assert.Single(search.Refused);
            Assert.Equal(version, library.MajorVersion);
            Assert.Equal(version >= LibClangSearch.MinimumVersion, library.IsFit);
        }
    }
}
