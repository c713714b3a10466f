using System.Collections.Immutable;
using static Cleak.Analysis.ModelLanguage;

namespace Cleak.Analysis;

/// <summary>
/// What GCC and Clang know by themselves and a call in the IR may still name. <c>__builtin_</c> before the name of a library
/// function means that function and needs no line (see <see cref="LibraryModels"/>).
/// </summary>
public static class Compiler
{
    private static readonly string[] SizeSuffixes = ["", "_1", "_2", "_4", "_8", "_16"];

    private static readonly string[] Operations = ["add", "sub", "and", "or", "xor", "nand", "min", "max"];

    public static ImmutableArray<FunctionModel> Models { get; } =
    [
        // Stack memory
        LendsAlways("alloca").As(Behavior.StackAllocate, 0).OnlyComputes(),
        LendsAlways("__builtin_alloca_with_align").As(Behavior.StackAllocate, 0).OnlyComputes(),
        LendsAlways("__builtin_alloca_with_align_and_max").As(Behavior.StackAllocate, 0).OnlyComputes(),
        LendsAlways("__builtin_alloca_uninitialized").As(Behavior.StackAllocate, 0).OnlyComputes(),
        LendsAlways("__builtin_alloca_with_align_uninitialized").As(Behavior.StackAllocate, 0).OnlyComputes(),

        // Control
        NeverReturns("__builtin_unreachable").OnlyComputes(),
        NeverReturns("__builtin_trap").OnlyComputes(),
        NeverReturns("__builtin_verbose_trap").OnlyComputes(),
        Does("__builtin_debugtrap").OnlyComputes(),
        ReturnsArgument("__builtin_expect", 0).OnlyComputes(),
        ReturnsArgument("__builtin_expect_with_probability", 0).OnlyComputes(),
        ReturnsArgument("__builtin_unpredictable", 0).OnlyComputes(),
        Does("__builtin_assume").OnlyComputes(),
        Does("__builtin_assume_separate_storage").OnlyComputes(),
        ReturnsArgument("__builtin_assume_aligned", 0).OnlyComputes(),
        ReturnsArgument("__builtin_launder", 0).OnlyComputes(),
        Computes("__builtin_constant_p", 0, 1),
        Computes("__builtin_has_attribute", 0, 1),
        Does("__builtin_prefetch").OnlyComputes(),
        Does("__builtin_setjmp").Writes(0).As(Behavior.SetJump),
        NeverReturns("__builtin_longjmp").Reads(0).As(Behavior.LongJump),
        NeverReturns("__builtin_eh_return"),
        Lends("__builtin_return_address").OnlyComputes(),
        Lends("__builtin_frame_address").OnlyComputes(),
        Lends("__builtin_stack_address").OnlyComputes(),
        Lends("__builtin_thread_pointer").OnlyComputes(),
        ReturnsArgument("__builtin_extract_return_addr", 0).OnlyComputes(),
        ReturnsArgument("__builtin_frob_return_addr", 0).OnlyComputes(),
        Does("__builtin___clear_cache").OnlyComputes(),
        Does("__builtin_cpu_init").OnlyComputes(),
        Computes("__builtin_cpu_is", 0, 1),
        Does("__builtin_cpu_supports").OnlyComputes(),
        Does("__builtin_readcyclecounter").OnlyComputes(),
        Does("__builtin_readsteadycounter").OnlyComputes(),
        Does("__builtin_ia32_rdtsc").OnlyComputes(),
        Does("__builtin_ia32_pause").OnlyComputes(),
        Does("__builtin_dump_struct"),

        // Variable arguments
        Does("__builtin_va_start").Writes(0).As(Behavior.VariableArguments, 0).OnlyComputes(),
        Does("__builtin_c23_va_start").Writes(0).As(Behavior.VariableArguments, 0).OnlyComputes(),
        Does("__builtin_stdarg_start").Writes(0).As(Behavior.VariableArguments, 0).OnlyComputes(),
        Does("__builtin_va_end").Updates(0).As(Behavior.VariableArguments, 0).OnlyComputes(),
        Does("__builtin_va_copy").Writes(0).Reads(1).As(Behavior.VariableArguments, 0).OnlyComputes(),
        Does("__builtin_va_arg").Updates(0).As(Behavior.NextArgument, 0).OnlyComputes(),
        Does("__builtin_next_arg").OnlyComputes(),
        Does("__builtin_va_arg_pack").OnlyComputes(),
        Returns("__builtin_va_arg_pack_len", 0, int.MaxValue).OnlyComputes(),

        // Sizes and alignment
        Computes("__builtin_object_size", -1),
        Computes("__builtin_dynamic_object_size", -1),
        Computes("__builtin_is_aligned", 0, 1),
        ReturnsWithin("__builtin_align_up", 0).OnlyComputes(),
        ReturnsWithin("__builtin_align_down", 0).OnlyComputes(),

        // Arithmetic that tells of overflow: 0 or 1
        .. OverflowFamily(),
        Computes("__builtin_add_overflow_p", 0, 1),
        Computes("__builtin_sub_overflow_p", 0, 1),
        Computes("__builtin_mul_overflow_p", 0, 1),
        .. CarryFamily(),

        // Bits. Counts are of the argument's width, 128 at most.
        .. ForWidths("__builtin_clz", 0, 127, "", "l", "ll", "s", "g"),
        .. ForWidths("__builtin_ctz", 0, 127, "", "l", "ll", "s", "g"),
        .. ForWidths("__builtin_popcount", 0, 128, "", "l", "ll", "g"),
        .. ForWidths("__builtin_parity", 0, 1, "", "l", "ll"),
        .. ForWidths("__builtin_clrsb", 0, 127, "", "l", "ll"),
        .. ForWidths("__builtin_bswap", long.MinValue, long.MaxValue, "16", "32", "64", "128").Select(model => model.GivesInput()),
        .. ForWidths("__builtin_bitreverse", long.MinValue, long.MaxValue, "8", "16", "32", "64"),
        .. ForWidths("__builtin_rotateleft", long.MinValue, long.MaxValue, "8", "16", "32", "64"),
        .. ForWidths("__builtin_rotateright", long.MinValue, long.MaxValue, "8", "16", "32", "64"),
        .. ForWidths("__builtin_stdc_", long.MinValue, long.MaxValue, "leading_zeros", "leading_ones", "trailing_zeros", "trailing_ones", "count_zeros", "count_ones", "bit_width", "bit_floor", "bit_ceil", "has_single_bit", "first_leading_zero", "first_leading_one", "first_trailing_zero", "first_trailing_one"),

        // Floating point beyond math.h
        .. ForWidths("__builtin_huge_val", long.MinValue, long.MaxValue, "", "f", "l", "f16", "f128"),
        .. ForWidths("__builtin_inf", long.MinValue, long.MaxValue, "", "f", "l", "f16", "f128"),
        .. ForWidths("__builtin_nan", long.MinValue, long.MaxValue, "", "f", "l", "s", "sf", "sl", "f16", "f128"),
        .. ForWidths("__builtin_is", 0, 1, "finite", "normal", "greater", "greaterequal", "less", "lessequal", "lessgreater", "unordered", "signaling", "subnormal", "zero", "fpclass"),
        .. ForWidths("__builtin_isinf_sign", -1, 1, "", "f", "l"),
        .. ForWidths("__builtin_signbit", int.MinValue, int.MaxValue, "", "f", "l"),
        .. ForWidths("__builtin_powi", long.MinValue, long.MaxValue, "", "f", "l"),
        Computes("__builtin_fpclassify"),
        Computes("__builtin_flt_rounds"),
        Computes("__builtin_complex"),

        // Atomic operations: what is stored may be a pointer that another thread takes over
        .. Atomics(),
    ];

    private static IEnumerable<FunctionModel> ForWidths(string stem, long low, long high, params string[] suffixes) =>
        suffixes.Select(suffix => Computes(stem + suffix, low, high));

    private static IEnumerable<FunctionModel> OverflowFamily() =>
        from operation in (string[])["add", "sub", "mul"]
        from name in (string[])
        [
            $"__builtin_{operation}_overflow",
            $"__builtin_s{operation}_overflow", $"__builtin_s{operation}l_overflow", $"__builtin_s{operation}ll_overflow",
            $"__builtin_u{operation}_overflow", $"__builtin_u{operation}l_overflow", $"__builtin_u{operation}ll_overflow",
        ]
        select Returns(name, 0, 1).Writes(2).As(Behavior.OverflowArithmetic, 0, 1, 2).OnlyComputes();

    private static IEnumerable<FunctionModel> CarryFamily() =>
        from operation in (string[])["addc", "subc"]
        from suffix in (string[])["b", "s", "", "l", "ll"]
        select Does($"__builtin_{operation}{suffix}").Writes(3).OnlyComputes();

    private static IEnumerable<FunctionModel> Atomics()
    {
        foreach (var size in SizeSuffixes)
        {
            foreach (var operation in Operations)
            {
                yield return Does($"__sync_fetch_and_{operation}{size}").Updates(0).Keeps(1).OnlyComputes();
                yield return Does($"__sync_{operation}_and_fetch{size}").Updates(0).Keeps(1).OnlyComputes();
            }

            yield return Does($"__sync_val_compare_and_swap{size}").Updates(0).Keeps(2).OnlyComputes();
            yield return Returns($"__sync_bool_compare_and_swap{size}", 0, 1).Updates(0).Keeps(2).OnlyComputes();
            yield return Does($"__sync_lock_test_and_set{size}").Updates(0).Keeps(1).OnlyComputes();
            yield return Does($"__sync_swap{size}").Updates(0).Keeps(1).OnlyComputes();
            yield return Does($"__sync_lock_release{size}").Writes(0).OnlyComputes();
        }

        foreach (var prefix in (string[])["__atomic_", "__c11_atomic_"])
        {
            foreach (var operation in Operations)
            {
                yield return Does($"{prefix}fetch_{operation}").Updates(0).Keeps(1).OnlyComputes();
                yield return Does($"{prefix}{operation}_fetch").Updates(0).Keeps(1).OnlyComputes();
            }

            yield return Does($"{prefix}thread_fence").OnlyComputes();
            yield return Does($"{prefix}signal_fence").OnlyComputes();
            yield return Returns($"{prefix}is_lock_free", 0, 1).OnlyComputes();
        }

        yield return Does("__sync_synchronize").OnlyComputes();
        yield return Does("__atomic_load_n").Reads(0).OnlyComputes();
        yield return Does("__atomic_load").Reads(0).Writes(1).OnlyComputes();
        yield return Does("__atomic_store_n").Writes(0).Keeps(1).OnlyComputes();
        yield return Does("__atomic_store").Writes(0).Reads(1).KeepsContents(1).OnlyComputes();
        yield return Does("__atomic_exchange_n").Updates(0).Keeps(1).OnlyComputes();
        yield return Does("__atomic_exchange").Updates(0).Reads(1).KeepsContents(1).Writes(2).OnlyComputes();
        yield return Returns("__atomic_compare_exchange_n", 0, 1).Updates(0, 1).Keeps(2).OnlyComputes();
        yield return Returns("__atomic_compare_exchange", 0, 1).Updates(0, 1).Reads(2).KeepsContents(2).OnlyComputes();
        yield return Returns("__atomic_test_and_set", 0, 1).Updates(0).OnlyComputes();
        yield return Does("__atomic_clear").Writes(0).OnlyComputes();
        yield return Returns("__atomic_always_lock_free", 0, 1).OnlyComputes();
        yield return Does("__c11_atomic_init").Writes(0).Keeps(1).OnlyComputes();
        yield return Does("__c11_atomic_load").Reads(0).OnlyComputes();
        yield return Does("__c11_atomic_store").Writes(0).Keeps(1).OnlyComputes();
        yield return Does("__c11_atomic_exchange").Updates(0).Keeps(1).OnlyComputes();
        yield return Returns("__c11_atomic_compare_exchange_strong", 0, 1).Updates(0, 1).Keeps(2).OnlyComputes();
        yield return Returns("__c11_atomic_compare_exchange_weak", 0, 1).Updates(0, 1).Keeps(2).OnlyComputes();
    }
}
