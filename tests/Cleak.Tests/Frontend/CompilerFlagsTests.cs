using Cleak.Frontend.Compilation;
using Xunit;

namespace Cleak.Tests.Frontend;

public sealed class CompilerFlagsTests : IDisposable
{
    private readonly TemporaryTree tree = new();

    public void Dispose() => tree.Dispose();

    [Theory]
    [InlineData("-DX -DY=1 -D Z -UW", "-DX -DY=1 -DZ -UW")]
    [InlineData("--define-macro=X --undefine-macro Y", "-DX -UY")]
    [InlineData("-funsigned-char -fshort-enums -fms-extensions -fno-builtin -fno-builtin-printf -ffreestanding -fgnu89-inline", null)]
    [InlineData("-m32 -march=armv8-a -mfpu=neon -mfloat-abi=hard -mavx2 -mno-sse -mabi=lp64", null)]
    [InlineData("-pthread -nostdinc -undef -trigraphs -fpack-struct=4 -fblocks", null)]
    [InlineData("-fplan9-extensions", "-fms-extensions")]
    [InlineData("-Wp,-DA,-MD,dep.d,-UB", "-DA -UB")]
    public void Keeps_what_changes_meaning(string written, string? kept) =>
        Assert.Equal((kept ?? written).Split(' '), Filter(written.Split(' ')).Flags.ToArray());

    [Theory]
    [InlineData("-std=gnu99", "gnu99")]
    [InlineData("-std=c23", "c2x")]
    [InlineData("--std=gnu23", "gnu2x")]
    [InlineData("-ansi", "c89")]
    [InlineData("-std=c89 -std=c11", "c11")]
    [InlineData("-std=c++17", null)]
    [InlineData("-O2", null)]
    public void Reads_the_standard(string written, string? standard) => Assert.Equal(standard, Filter(written.Split(' ')).Standard);

    [Theory]
    [InlineData("cc", null)]
    [InlineData("/usr/bin/gcc-12", null)]
    [InlineData("arm-linux-gnueabihf-gcc", "arm-linux-gnueabihf")]
    [InlineData("/opt/x/bin/riscv64-unknown-elf-gcc-13.2.0", "riscv64-unknown-elf")]
    [InlineData("mips-openwrt-linux-musl-cc", "mips-openwrt-linux-musl")]
    [InlineData("arm-none-eabi-gcc.exe", "arm-none-eabi")]
    [InlineData("my-own-gcc", null)]
    public void Tells_the_target_by_the_compilers_name(string compiler, string? target) => Assert.Equal(target, Run(compiler, "-c", "a.c").Target);

    [Theory]
    [InlineData("ccache", "arm-linux-gnueabihf-gcc")]
    [InlineData("libtool", "--mode=compile", "--tag=CC", "arm-linux-gnueabihf-gcc")]
    [InlineData("/usr/bin/env", "distcc", "arm-linux-gnueabihf-gcc")]
    public void Sees_the_compiler_behind_a_launcher(params string[] words) => Assert.Equal("arm-linux-gnueabihf", Run(words).Target);

    [Theory]
    [InlineData("--target=aarch64-linux-gnu")]
    [InlineData("-target aarch64-linux-gnu")]
    public void A_target_that_is_written_wins(string written) =>
        Assert.Equal("aarch64-linux-gnu", Run(["arm-linux-gnueabihf-gcc", .. written.Split(' ')]).Target);

    [Theory]
    [InlineData("g++ -c a.c", false)]
    [InlineData("/usr/bin/x86_64-linux-gnu-g++-12 -c a.c", false)]
    [InlineData("clang++ -c a.c", false)]
    [InlineData("g++ -x c -c a.c", true)]
    [InlineData("gcc -xc++ -c a.c", false)]
    [InlineData("gcc -x assembler-with-cpp a.S", false)]
    [InlineData("gcc -x none a.c", true)]
    public void Knows_what_is_C(string command, bool isC) => Assert.Equal(isC, Run(command.Split(' ')).IsC);

    // What must never reach libclang: it loads code, writes files, or passes something on unseen.
    [Theory]
    [InlineData("-fplugin=/nowhere/evil.so")]
    [InlineData("-fplugin-arg-evil-x=1")]
    [InlineData("-fpass-plugin=/nowhere/evil.so")]
    [InlineData("-Xclang -load -Xclang /nowhere/evil.so")]
    [InlineData("-Xclang -add-plugin -Xclang evil")]
    [InlineData("-Xclang -dependency-dot -Xclang out.dot")]
    [InlineData("-mllvm -print-after-all")]
    [InlineData("-cc1 -emit-obj")]
    [InlineData("--config evil.cfg")]
    [InlineData("--config=evil.cfg")]
    [InlineData("-B /tmp")]
    [InlineData("-B/tmp")]
    [InlineData("-wrapper gdb,--args")]
    [InlineData("-specs=evil.specs")]
    [InlineData("--specs evil.specs")]
    [InlineData("-ivfsoverlay evil.yaml")]
    [InlineData("-ivfsoverlayevil.yaml")]
    [InlineData("-MD -MF out.d")]
    [InlineData("-MMD -MFout.d -MT x -MQ y -MP -MG")]
    [InlineData("-MJ out.json")]
    [InlineData("-Wp,-MD,out.d")]
    [InlineData("-Xpreprocessor -MD -Xpreprocessor out.d")]
    [InlineData("-fmodules -fmodules-cache-path=cache")]
    [InlineData("-fmodule-file=x.pcm")]
    [InlineData("-o out.o")]
    [InlineData("-oout.o")]
    [InlineData("-serialize-diagnostics out.dia")]
    [InlineData("--serialize-diagnostics out.dia")]
    [InlineData("-emit-pch -include-pch evil.pch")]
    [InlineData("-ftime-trace=out.json")]
    [InlineData("-save-temps=obj")]
    [InlineData("-fdump-tree-all")]
    [InlineData("-dumpdir out")]
    [InlineData("-resource-dir=/tmp")]
    [InlineData("-resource-dir /tmp")]
    [InlineData("-fprofile-use=prof -fprofile-generate=dir -fcoverage-mapping")]
    [InlineData("-H -v -### -E -P -dM")]
    [InlineData("-fbracket-depth=1000000")]
    [InlineData("-fcrash-diagnostics-dir=/tmp")]
    [InlineData("-fproc-stat-report=out")]
    [InlineData("-fdiagnostics-format=sarif -fdiagnostics-add-output=sarif:file=x")]
    [InlineData("-frandom-flag-of-the-future=/etc/passwd")]
    public void Passes_nothing_that_loads_or_writes(string written)
    {
        FilteredFlags flags = Filter(written.Split(' '));
        Assert.Empty(flags.Flags);
        Assert.NotEmpty(flags.Dropped);
    }

    // gcc's own flags, and those of other stages of a build.
    [Theory]
    [InlineData("-fconserve-stack -fno-allow-store-data-races -fno-ipa-sra -fno-tree-vectorize -fno-gcse -fno-code-hoisting")]
    [InlineData("-fprintf-return-value -freorder-functions -fno-var-tracking-assignments -fno-toplevel-reorder -funit-at-a-time")]
    [InlineData("-flifetime-dse=1 -fno-canonical-system-headers -fwide-exec-charset=UTF-16 -fstack-usage -fanalyzer -flto=auto")]
    [InlineData("-fsanitize=bounds-strict -ftrack-macro-expansion=2 -maccumulate-outgoing-args -mindirect-branch=thunk-extern")]
    [InlineData("-mindirect-branch-register -mfunction-return=keep -mpreferred-stack-boundary=3 -mrecord-mcount -mskip-rax-setup")]
    [InlineData("-mno-fp-ret-in-387 -mno-direct-extern-access -mthumb-interwork -mapcs-frame -mabi=apcs-gnu")]
    [InlineData("--param max-inline=1 -Wa,-x -Wl,-z,now -Werror=x -Wno-y -pedantic-errors -O2 -Os -g3 -ggdb -pipe")]
    [InlineData("-lm -L/usr/lib -l pthread -shared -rdynamic -static -Xlinker x -u sym -T script -z now -nostdlib -s")]
    [InlineData("-fPIC -fpie -fvisibility=hidden -fstack-protector-strong -fcf-protection -mtune=native -D_FORTIFY_SOURCE=2 -U_FORTIFY_SOURCE")]
    public void Drops_quietly_what_changes_nothing(string written)
    {
        FilteredFlags flags = Filter(written.Split(' '));
        Assert.Empty(flags.Flags);
        Assert.DoesNotContain(flags.Dropped, flag => flag.Reason is DropReason.Refused or DropReason.Outside);
    }

    [Fact]
    public void Include_folders_become_canonical_and_stay_in_order()
    {
        Directory.CreateDirectory(tree["real/include"]);
        Directory.CreateSymbolicLink(tree["link"], tree["real"]);
        FilteredFlags flags = Filter(["-Ilink/include", "-isystem", "./real/../real", "-iquote", ".", "-I/usr/include", "--sysroot=/usr/arm"]);
        Assert.Equal(
            ["-I" + tree["real/include"], "-isystem", tree["real"], "-iquote", tree.Root, "-I/usr/include", "--sysroot=/usr/arm"],
            flags.Flags.ToArray());
    }

    [Fact]
    public void Nothing_outside_the_tree_is_included()
    {
        using var elsewhere = new TemporaryTree();
        elsewhere.Write("secret.h", "token");
        elsewhere.Write("folder/x.h", "token");
        Directory.CreateSymbolicLink(tree["way-out"], elsewhere.Root);
        string[] flags =
        [
            "-include", elsewhere["secret.h"], "-imacros", elsewhere["secret.h"], "-include", "../" + Path.GetFileName(elsewhere.Root) + "/secret.h",
            "-include", "way-out/secret.h", "-I" + elsewhere["folder"], "-Iway-out", "-isystem", "/", "-include", "/etc/passwd", "-I/etc",
        ];
        FilteredFlags filtered = Filter(flags);
        Assert.Empty(filtered.Flags);
        Assert.All(filtered.Dropped, flag => Assert.Equal(DropReason.Outside, flag.Reason));
        Assert.Equal(9, filtered.Dropped.Length);
    }

    [Fact]
    public void Headers_of_the_tree_are_included()
    {
        string header = tree.Write("config.h", "#define X 1\n");
        Assert.Equal(["-include", header, "-include", "found/along/the/path.h"], Filter(["-include", "config.h", "--include=found/along/the/path.h"]).Flags.ToArray());
    }

    [Fact]
    public void Headers_that_only_gcc_can_read_are_left_out() =>
        Assert.Empty(Filter(["-isystem", "/usr/lib/gcc/x86_64-linux-gnu/12/include", "-I/usr/lib/gcc-cross/arm-linux-gnueabihf/12/include-fixed"]).Flags);

    [Fact]
    public void A_flag_without_its_value_at_the_end_does_no_harm() => Assert.Empty(Filter(["-I"]).Flags);

    private FilteredFlags Run(params string[] command) =>
        CompilerFlags.Filter(command, tree.Root, new TrustedFolders([tree.Root], new CanonicalPaths()));

    private FilteredFlags Filter(string[] flags) => Run(["cc", .. flags]);
}
