using System.Collections.Immutable;
using static Cleak.Analysis.ModelLanguage;

namespace Cleak.Analysis;

/// <summary>math.h and complex.h, and the generators of random numbers.</summary>
public static class CNumbers
{
    public static ImmutableArray<FunctionModel> Models { get; } =
    [
        // math.h: double, float (f) and long double (l) alike
        .. ComputesFloating("acos acosh asin asinh atan atan2 atanh cos cosh sin sinh tan tanh"),
        .. ComputesFloating("acospi asinpi atanpi atan2pi cospi sinpi tanpi"),
        .. ComputesFloating("exp exp2 exp10 expm1 exp2m1 exp10m1 log log2 log10 log1p logp1 log2p1 log10p1 logb pow10"),
        .. ComputesFloating("cbrt hypot pow powr pown rootn compoundn rsqrt sqrt fabs fma"),
        .. ComputesFloating("ceil floor trunc round roundeven rint nearbyint lrint llrint lround llround"),
        .. ComputesFloating("fmod remainder drem fdim copysign nextafter nexttoward nextup nextdown"),
        .. ComputesFloating("fmax fmin fmaxmag fminmag fmaximum fminimum fmaximum_mag fminimum_mag"),
        .. ComputesFloating("fmaximum_num fminimum_num fmaximum_mag_num fminimum_mag_num"),
        .. ComputesFloating("fromfp fromfpx ufromfp ufromfpx ilogb llogb ldexp scalb scalbn scalbln significand"),
        .. ComputesFloating("erf erfc tgamma gamma lgamma j0 j1 jn y0 y1 yn finite isinf isnan"),

        // math.h: with a pointer
        .. InAllWidths(Does("frexp").Writes(1).OnlyComputes()),
        .. InAllWidths(Does("modf").Writes(1).OnlyComputes()),
        .. InAllWidths(Does("remquo").Writes(2).OnlyComputes()),
        .. InAllWidths(Does("sincos").Writes(1).Writes(2).OnlyComputes()),
        .. InAllWidths(Does("nan").Reads(0).OnlyComputes()),
        .. InAllWidths(Does("canonicalize").Writes(0).Reads(1)),
        .. InAllWidths(Does("getpayload").Reads(0).OnlyComputes()),
        .. InAllWidths(Does("setpayload").Writes(0).OnlyComputes()),
        .. InAllWidths(Does("setpayloadsig").Writes(0)),
        .. InAllWidths(Does("totalorder").Reads(0, 1)),
        .. InAllWidths(Does("totalordermag").Reads(0, 1)),
        Does("lgamma_r").Writes(1),
        Does("lgammaf_r").Writes(1),
        Does("lgammal_r").Writes(1),
        Does("gamma_r").Writes(1),

        // math.h: what its type-generic macros call in glibc
        Computes("__fpclassify"),
        Computes("__fpclassifyf"),
        Computes("__fpclassifyl"),
        Computes("__signbit"),
        Computes("__signbitf"),
        Computes("__signbitl"),
        Computes("__isinf"),
        Computes("__isinff"),
        Computes("__isinfl"),
        Computes("__isnan"),
        Computes("__isnanf"),
        Computes("__isnanl"),
        Computes("__finite"),
        Computes("__finitef"),
        Computes("__finitel"),
        Computes("__issignaling"),
        Computes("__iseqsig"),

        // math.h: narrowing
        Computes("fadd"),
        Computes("faddl"),
        Computes("daddl"),
        Computes("fsub"),
        Computes("fsubl"),
        Computes("dsubl"),
        Computes("fmul"),
        Computes("fmull"),
        Computes("dmull"),
        Computes("fdiv"),
        Computes("fdivl"),
        Computes("ddivl"),
        Computes("ffma"),
        Computes("ffmal"),
        Computes("dfmal"),
        Computes("fsqrt"),
        Computes("fsqrtl"),
        Computes("dsqrtl"),

        // complex.h
        .. ComputesFloating("cacos cacosh casin casinh catan catanh ccos ccosh csin csinh ctan ctanh"),
        .. ComputesFloating("cabs carg cexp cimag clog clog10 conj cpow cproj creal csqrt"),

        // Random numbers. random and its like share one state behind a lock; the _r twins and the 48-bit ones have none.
        Returns("random", 0, int.MaxValue).LocksProcess(),
        Does("srandom").LocksProcess(),
        Lends("initstate").Reads(1).Keeps(1).LocksProcess(),
        Lends("setstate").Reads(0).Keeps(0).LocksProcess(),
        ReturnsStatus("random_r").Updates(0).Writes(1),
        ReturnsStatus("srandom_r").Updates(1),
        ReturnsStatus("initstate_r").Reads(1).Keeps(1).Updates(3),
        ReturnsStatus("setstate_r").Reads(0).Keeps(0).Updates(1),
        Returns("rand_r", 0, int.MaxValue).Updates(0).OnlyComputes(),
        Does("drand48"),
        Does("erand48").UpdatesArray(0).OnlyComputes(),
        Returns("lrand48", 0, int.MaxValue),
        Returns("nrand48", 0, int.MaxValue).UpdatesArray(0).OnlyComputes(),
        Does("mrand48"),
        Does("jrand48").UpdatesArray(0).OnlyComputes(),
        Does("srand48"),
        Lends("seed48").Reads(0),
        Does("lcong48").Reads(0),
        ReturnsStatus("drand48_r").Updates(0).Writes(1),
        ReturnsStatus("erand48_r").UpdatesArray(0).Updates(1).Writes(2),
        ReturnsStatus("lrand48_r").Updates(0).Writes(1),
        ReturnsStatus("nrand48_r").UpdatesArray(0).Updates(1).Writes(2),
        ReturnsStatus("mrand48_r").Updates(0).Writes(1),
        ReturnsStatus("jrand48_r").UpdatesArray(0).Updates(1).Writes(2),
        ReturnsStatus("srand48_r").Writes(1),
        ReturnsStatus("seed48_r").Reads(0).Writes(1),
        ReturnsStatus("lcong48_r").Reads(0).Writes(1),
        Does("arc4random"),
        Does("arc4random_uniform"),
        Does("arc4random_buf").Writes(0, bytes: 1),

        // Numbers as text
        Lends("ecvt").Writes(2).Writes(3),
        Lends("fcvt").Writes(2).Writes(3),
        ReturnsArgument("gcvt", 2).Writes(2),
        Lends("qecvt").Writes(2).Writes(3),
        Lends("qfcvt").Writes(2).Writes(3),
        ReturnsArgument("qgcvt", 2).Writes(2),
        ReturnsStatus("ecvt_r").Writes(2).Writes(3).Writes(4, bytes: 5),
        ReturnsStatus("fcvt_r").Writes(2).Writes(3).Writes(4, bytes: 5),
        ReturnsStatus("qecvt_r").Writes(2).Writes(3).Writes(4, bytes: 5),
        ReturnsStatus("qfcvt_r").Writes(2).Writes(3).Writes(4, bytes: 5),
        Does("a64l").Reads(0),
        LendsAlways("l64a"),
    ];

    private static IEnumerable<FunctionModel> InAllWidths(FunctionModel model) =>
        [model, model with { Name = model.Name + "f" }, model with { Name = model.Name + "l" }];
}
