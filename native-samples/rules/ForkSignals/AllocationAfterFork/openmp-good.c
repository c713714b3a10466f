// cleak: -- -fopenmp
// run: fork
/* Directives that make no thread, and a region that is behind all forks. */
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static int run(int number)
{
    pid_t child = fork();
    if (child == 0) {
        int *numbers = malloc(sizeof *numbers);    // ok: CK2001
        if (numbers == NULL)
            _exit(1);
        *numbers = number;
        free(numbers);                             // ok: CK2001
        _exit(0);
    }
    int status = 0;
    return child < 0 || waitpid(child, &status, 0) < 0 ? -1 : WEXITSTATUS(status);
}

/* For one thread, several numbers at a time. */
static long sum_of(const int *values, int count)
{
    long sum = 0;
#pragma omp simd reduction(+ : sum)
    for (int i = 0; i < count; i++)
        sum += values[i];
    return sum;
}

static void scale(int *values, int count)
{
#pragma omp parallel num_threads(2)
    {
#pragma omp for
        for (int i = 0; i < count; i++)
            values[i] *= 2;
    }
}

int main(void)
{
    int values[100];
    for (int i = 0; i < 100; i++)
        values[i] = i;
    int failures = run((int)sum_of(values, 100));
    scale(values, 100);
    return failures;
}
