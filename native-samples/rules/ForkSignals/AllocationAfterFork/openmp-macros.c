// cleak: -- -fopenmp
// run: fork
/* Parallel regions behind macros: _Pragma in the text of one, made of its argument, with the loop in the macro. */
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#define PRAGMA(words) _Pragma(#words)
#define PARALLEL_LOOP PRAGMA(omp parallel for reduction(+ : sum) num_threads(4))
#define EACH(index, count) _Pragma("omp parallel for num_threads(4)") for (int index = 0; index < (count); index++)

static long total(const int *values, int count)
{
    long sum = 0;
    PARALLEL_LOOP
    for (int i = 0; i < count; i++)                // flow a1: #pragma omp parallel
        sum += values[i];
    return sum;
}

static int wait_for(pid_t child)
{
    int status = 0;
    return child < 0 || waitpid(child, &status, 0) < 0 ? -1 : WEXITSTATUS(status);
}

static int report(const int *values, int count)
{
    long sum = total(values, count);
    pid_t child = fork();                          // flow a2: fork
    if (child == 0) {
        char *text = malloc(32);                   // expect a: CK2001 error "malloc"
        _exit(text == NULL || sum == 0);
    }
    return wait_for(child);
}

static int scale(int *values, int count)
{
    EACH(i, count)                                 // flow b1: #pragma omp parallel
        values[i] *= 2;
    pid_t child = fork();
    if (child == 0) {
        int *copy = calloc((size_t)count, sizeof(int)); // expect b: CK2001 error "calloc"
        _exit(copy == NULL);
    }
    return wait_for(child);
}

int main(void)
{
    int values[100];
    for (int i = 0; i < 100; i++)
        values[i] = i;
    return report(values, 100) + scale(values, 100);
}
