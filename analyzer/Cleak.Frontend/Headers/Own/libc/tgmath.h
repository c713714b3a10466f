/* C17 7.25 for the real types */
#ifndef __CLEAK_TGMATH_H
#define __CLEAK_TGMATH_H
#include <math.h>
#include <complex.h>
#define sin(value) _Generic((value), float: sinf, long double: sinl, default: sin)(value)
#define cos(value) _Generic((value), float: cosf, long double: cosl, default: cos)(value)
#define tan(value) _Generic((value), float: tanf, long double: tanl, default: tan)(value)
#define asin(value) _Generic((value), float: asinf, long double: asinl, default: asin)(value)
#define acos(value) _Generic((value), float: acosf, long double: acosl, default: acos)(value)
#define atan(value) _Generic((value), float: atanf, long double: atanl, default: atan)(value)
#define sinh(value) _Generic((value), float: sinhf, long double: sinhl, default: sinh)(value)
#define cosh(value) _Generic((value), float: coshf, long double: coshl, default: cosh)(value)
#define tanh(value) _Generic((value), float: tanhf, long double: tanhl, default: tanh)(value)
#define exp(value) _Generic((value), float: expf, long double: expl, default: exp)(value)
#define log(value) _Generic((value), float: logf, long double: logl, default: log)(value)
#define sqrt(value) _Generic((value), float: sqrtf, long double: sqrtl, default: sqrt)(value)
#define fabs(value) _Generic((value), float: fabsf, long double: fabsl, default: fabs)(value)
#define ceil(value) _Generic((value), float: ceilf, long double: ceill, default: ceil)(value)
#define floor(value) _Generic((value), float: floorf, long double: floorl, default: floor)(value)
#define round(value) _Generic((value), float: roundf, long double: roundl, default: round)(value)
#define trunc(value) _Generic((value), float: truncf, long double: truncl, default: trunc)(value)
#define rint(value) _Generic((value), float: rintf, long double: rintl, default: rint)(value)
#define log2(value) _Generic((value), float: log2f, long double: log2l, default: log2)(value)
#define log10(value) _Generic((value), float: log10f, long double: log10l, default: log10)(value)
#define exp2(value) _Generic((value), float: exp2f, long double: exp2l, default: exp2)(value)
#define cbrt(value) _Generic((value), float: cbrtf, long double: cbrtl, default: cbrt)(value)
#define pow(left, right) _Generic((left) + (right), float: powf, long double: powl, default: pow)(left, right)
#define fmod(left, right) _Generic((left) + (right), float: fmodf, long double: fmodl, default: fmod)(left, right)
#define atan2(left, right) _Generic((left) + (right), float: atan2f, long double: atan2l, default: atan2)(left, right)
#define hypot(left, right) _Generic((left) + (right), float: hypotf, long double: hypotl, default: hypot)(left, right)
#define fmax(left, right) _Generic((left) + (right), float: fmaxf, long double: fmaxl, default: fmax)(left, right)
#define fmin(left, right) _Generic((left) + (right), float: fminf, long double: fminl, default: fmin)(left, right)
#endif
