using Cleak.Analysis;
using Xunit;

namespace Cleak.Tests.Models;

public sealed class FunctionAliasTests
{
    [Theory]
    [InlineData("__builtin_memcpy", "memcpy")]
    [InlineData("__builtin___memcpy_chk", "memcpy")]
    [InlineData("__memcpy_chk", "memcpy")]
    [InlineData("__isoc99_sscanf", "sscanf")]
    [InlineData("__isoc23_strtol", "strtol")]
    [InlineData("fopen64", "fopen")]
    [InlineData("__libc_malloc", "malloc")]
    [InlineData("__sigsetjmp", "sigsetjmp")]
    [InlineData("__builtin_sqrtf", "sqrtf")]
    public void Another_name_means_the_function_that_was_written(string alias, string name)
    {
        Assert.Equal(name, LibraryModels.Find(alias)!.Name);
        Assert.Equal(LibraryModels.Find(name)!.Safety, LibraryModels.Find(alias)!.Safety);
    }

    [Fact]
    public void A_fortified_sprintf_has_its_format_behind_a_flag_and_a_size()
    {
        var model = LibraryModels.Find("__sprintf_chk")!;

        Assert.Equal(Behavior.FormatInto, model.Behavior);
        Assert.Equal([0, 3], model.Operands.AsEnumerable());
        Assert.True(model.Argument(3)!.Has(ArgumentEffects.NonNull));
        Assert.Null(model.Argument(1));
    }

    [Fact]
    public void A_fortified_fread_counts_its_bytes_by_shifted_arguments()
    {
        var buffer = LibraryModels.Find("__fread_chk")!.Argument(0)!;

        Assert.Equal(2, buffer.Bytes);
        Assert.Equal(3, buffer.BytesFactor);
    }

    [Fact]
    public void The_stat_of_old_libraries_has_a_version_first()
    {
        var model = LibraryModels.Find("__xstat")!;

        Assert.True(model.Argument(2)!.Has(ArgumentEffects.Writes));
        Assert.False(model.Argument(1)!.Has(ArgumentEffects.Writes));
    }

    [Fact]
    public void Unknown_names_have_no_model()
    {
        Assert.Null(LibraryModels.Find("__builtin_"));
        Assert.Null(LibraryModels.Find("__builtin_my_malloc"));
        Assert.Null(LibraryModels.Find("Malloc"));
    }
}
