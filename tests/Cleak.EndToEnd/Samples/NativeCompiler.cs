using Xunit;

namespace Cleak.EndToEnd.Samples;

/// <summary>The C compiler of this machine.</summary>
public static class NativeCompiler
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly Lazy<string> Compiler = new(Find);

    /// <summary>
    /// Addresses in the file are those in the process (-no-pie), so that addr2line needs no more than the address. The
    /// warnings switched off are those that name the defects that samples are about; clang does not know all of them.
    /// </summary>
    private static readonly string[] SampleFlags =
    [
        "-std=gnu11", "-g", "-O0", "-no-pie", "-fno-omit-frame-pointer", "-pthread", "-Wall", "-Werror",
        "-Wno-use-after-free", "-Wno-stringop-overflow", "-Wno-stringop-overread", "-Wno-array-bounds", "-Wno-format-overflow", "-Wno-format-truncation",
        "-Wno-uninitialized", "-Wno-maybe-uninitialized", "-Wno-free-nonheap-object", "-Wno-mismatched-dealloc", "-Wno-return-local-addr", "-Wno-dangling-pointer",
        "-Wno-unknown-warning-option", "-Wno-unused-command-line-argument",
    ];

    private static readonly string[] LibraryFlags = ["-std=gnu11", "-g", "-O1", "-fPIC", "-shared", "-pthread", "-Wall", "-Werror"];

    public static Task CompileProgramAsync(string output, IEnumerable<string> sources) =>
        CompileAsync([.. SampleFlags, "-o", output, .. sources]);

    public static Task CompileLibraryAsync(string output, string source) =>
        CompileAsync([.. LibraryFlags, "-o", output, source, "-ldl", "-lgcc_s"]);

    private static async Task CompileAsync(string[] arguments)
    {
        ProcessOutcome outcome = await BoundedProcess.RunAsync(Compiler.Value, arguments, Path.GetTempPath(), Limit);
        Assert.True(outcome.ExitCode == 0, $"{Compiler.Value} {string.Join(' ', arguments)}\n{outcome.Error}");
    }

    private static string Find()
    {
        string[] names = ["gcc", "clang", "cc", .. Enumerable.Range(14, 10).Reverse().Select(version => $"clang-{version}")];
        return names.Select(MachineTools.Find).FirstOrDefault(path => path is not null)
            ?? throw new FileNotFoundException("The samples are compiled to show that they are what they say: install gcc or clang.");
    }
}
