/* Macros are gone; what they leave is conditions and calls. */
#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define CHECK(p) do { if (!(p)) return -1; } while (0)
#define JOIN(a, b) a##b
#define NUMBER(n) JOIN(n, UL)
#define LIST(X) X(1) X(2)

int asserted(int *p)
{
    assert(p != NULL);
    return *p;
}

int error(void)
{
    errno = 0;
    return errno == ENOENT;
}

int checked(int *p)
{
    CHECK(p);
    return MAX(*p, 3);
}

unsigned long pasted(void)
{
    return NUMBER(12) + JOIN(0, x1f);
}

int repeated(int n)
{
#define ADD(k) n += k;
    LIST(ADD)
    return n;
}

char *null(void)
{
    free(NULL);
    return NULL;
}
