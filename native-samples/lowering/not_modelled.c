/* Values nothing is known of: complex numbers and vectors keep their effects on memory. */
#include <complex.h>
typedef int four __attribute__((vector_size(16)));
four make(void);

double complex_numbers(double complex z)
{
    double complex w = z * 2.0 + 1.0 * _Complex_I;
    __real__ w = 3;
    return __real__ w + __imag__ z;
}

four vectors(four *p, four q, int n)
{
    four r = { 1, 2, n, 4 };
    *p = q + r;
    r = make();
    r[1] = n;
    return r;
}

__int128 wide(__int128 a, unsigned __int128 b)
{
    return a * 3 + (__int128)(b >> 64);
}

long double extended(long double x)
{
    return x * 2.5L;
}
