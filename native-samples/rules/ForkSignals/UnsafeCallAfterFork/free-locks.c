// run: fork
/* Locks that no thread takes which can run at the fork are free in the child. They are notes: POSIX allows no lock there. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

static pthread_mutex_t list_lock = PTHREAD_MUTEX_INITIALIZER, log_lock = PTHREAD_MUTEX_INITIALIZER;
static atomic_int stopping, busy;
static long sum, lines;

/* Only counts. */
static void *count(void *unused)
{
    while (!stopping) {
        sum++;
        usleep(200);
    }
    return unused;
}

static void say(const char *text)
{
    pthread_mutex_lock(&log_lock);
    lines += text[0] != 0;
    pthread_mutex_unlock(&log_lock);
}

/* Takes a lock of the program and that of the time zone, below. The run gives it no turn, for the child would hang. */
static void stamp(void)
{
    time_t now = time(NULL);
    struct tm parts;
    if (localtime_r(&now, &parts) != NULL)
        say("tick");
}

static void *tell(void *unused)
{
    while (!stopping) {
        if (busy)
            stamp();
        usleep(200);
    }
    return unused;
}

static int wait_for(pid_t child)
{
    return child < 0 || waitpid(child, NULL, 0) != child;
}

static int beside_counter(void)
{
    pid_t child = fork();
    if (child == 0) {
        pthread_mutex_lock(&list_lock);            // expect: CK2002 note "no thread that can run then is seen to take it"
        pthread_mutex_unlock(&list_lock);
        syslog(LOG_DEBUG, "child");                // expect: CK2002 note "no thread that can run then"
        puts("child");                             // expect: CK2002 note "works on streams"
        _exit(0);
    }
    return wait_for(child);
}

/* Other locks are free, those that it takes are not. */
static int beside_teller(void)
{
    pid_t child = fork();
    if (child == 0) {
        pthread_mutex_lock(&list_lock);            // expect: CK2002 note "no thread that can run then"
        pthread_mutex_unlock(&list_lock);
        setenv("ROLE", "child", 1);                // expect: CK2002 note "no thread that can run then"
        say("child");                              // expect: CK2002 error "log_lock"
        time_t now = 0;
        struct tm parts;
        _exit(localtime_r(&now, &parts) == NULL);  // expect: CK2002 error "another thread may have held"
    }
    return wait_for(child);
}

int main(int argc, char **argv)
{
    (void)argv;
    busy = argc > 1;
    pthread_t counter, teller;
    if (pthread_create(&counter, NULL, count, NULL) != 0)
        return 1;
    int failures = beside_counter();
    if (pthread_create(&teller, NULL, tell, NULL) != 0)
        exit(1);
    failures += beside_teller();
    stopping = 1;
    pthread_join(counter, NULL);
    pthread_join(teller, NULL);
    return failures;
}
