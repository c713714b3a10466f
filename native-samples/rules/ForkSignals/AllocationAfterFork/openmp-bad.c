// cleak: -- -fopenmp
// run: fork
/* A parallel region leaves its threads behind, waiting for the next one: a later child has their locks and not them. */
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static long total(const int *values, int count)
{
    long sum = 0;
#pragma omp parallel for reduction(+ : sum) num_threads(4)
    for (int i = 0; i < count; i++)                // flow a1: #pragma omp parallel
        sum += values[i];
    return sum;
}

static int report(long sum)
{
    pid_t child = fork();                          // flow a2: fork
    if (child == 0) {
        char *text = malloc(32);                   // expect a: CK2001 warning "malloc"
        _exit(text == NULL || sum == 0);
    }
    int status = 0;
    return child < 0 || waitpid(child, &status, 0) < 0 ? -1 : WEXITSTATUS(status);
}

int main(void)
{
    int values[100];
    for (int i = 0; i < 100; i++)
        values[i] = i;
    return report(total(values, 100));
}
