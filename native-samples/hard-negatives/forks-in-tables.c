// run: fork
/* A table of checks, run one after the other: what one of them makes of threads is not there when the next one forks. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

struct check {
    const char *name;
    void (*run)(void);
};

static long total;
static pthread_t workers[4];

static void *work(void *argument)
{
    char *copy = strdup("at work");
    free(copy);
    return argument;
}

/* Before it makes threads of its own, and after those of others were waited for. */
static void forks_first(void)
{
    pid_t child = fork();
    if (child == 0) {
        char *title = strdup("child");     // ok: CK2001, CK2002
        _exit(title == NULL);
    }
    if (child > 0)
        waitpid(child, NULL, 0);
    int made = 0;
    while (made < 4 && pthread_create(&workers[made], NULL, work, NULL) == 0)
        made++;
    while (made > 0)
        pthread_join(workers[--made], NULL);
}

static void makes_threads(void)
{
    pthread_t worker;
    if (pthread_create(&worker, NULL, work, NULL) == 0)
        pthread_join(worker, NULL);
}

static void forks_alone(void)
{
    pid_t child = fork();
    if (child == 0) {
        void *block = malloc(16);          // ok: CK2001, CK2002
        _exit(block == NULL);
    }
    if (child > 0)
        waitpid(child, NULL, 0);
}

#define CHECK(n) static void adds_##n(void) { total += n; }
#define ROW(n) CHECK(n##0) CHECK(n##1) CHECK(n##2) CHECK(n##3) CHECK(n##4) CHECK(n##5) CHECK(n##6) CHECK(n##7) CHECK(n##8) CHECK(n##9)
ROW(1)
ROW(2)
ROW(3)
ROW(4)

#define ENTRY(n) { "adds", adds_##n },
#define ENTRIES(n) ENTRY(n##0) ENTRY(n##1) ENTRY(n##2) ENTRY(n##3) ENTRY(n##4) ENTRY(n##5) ENTRY(n##6) ENTRY(n##7) ENTRY(n##8) ENTRY(n##9)

static const struct check checks[] = {
    { "forks_first", forks_first },
    { "makes_threads", makes_threads },
    { "forks_alone", forks_alone },
    ENTRIES(1)
    ENTRIES(2)
    ENTRIES(3)
    ENTRIES(4)
};

int main(void)
{
    for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++)
        checks[i].run();
    return total == 0;
}
