// run: fork
/* Children of a process with threads that take locks and use streams. */
#define _GNU_SOURCE
#include <pthread.h>
#include <pwd.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <syslog.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>

struct counter {
    pthread_mutex_t lock;
    long value;
};

struct cache {
    pthread_rwlock_t lock;
    int entries;
};

static atomic_int stopping, busy;
static pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_spinlock_t spin;
static mtx_t standard;
static struct counter requests = { .lock = PTHREAD_MUTEX_INITIALIZER };
static struct cache cache = { .lock = PTHREAD_RWLOCK_INITIALIZER };

static void count(struct counter *counter);
static void greet(const char *name);

/* What it takes when it has work. The runs give it none, for their children would hang. */
static void work(void)
{
    time_t now = time(NULL);
    struct tm parts;
    pthread_mutex_lock(&log_lock);
    pthread_mutex_unlock(&log_lock);
    pthread_rwlock_wrlock(&cache.lock);
    cache.entries++;
    pthread_rwlock_unlock(&cache.lock);
    pthread_spin_lock(&spin);
    pthread_spin_unlock(&spin);
    mtx_lock(&standard);
    mtx_unlock(&standard);
    count(&requests);
    if (localtime_r(&now, &parts) == NULL || getpwnam("root") == NULL)
        greet("no time\n");
    setenv("ROLE", "server", 1);
    syslog(LOG_DEBUG, "at work");
}

static void *tick(void *unused)
{
    while (!stopping) {
        usleep(1000);
        if (busy)
            work();
    }
    return unused;
}

static int wait_for(pid_t child)
{
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) < 0)
        return -1;
    return WEXITSTATUS(status);
}

/* A mutex of the program, directly. */
int child_locks(void)
{
    pid_t child = fork();                          // flow a1: this is the child
    if (child == 0) {
        pthread_mutex_lock(&log_lock);             // expect a: CK2002 error "log_lock"
        pthread_mutex_unlock(&log_lock);           // ok: CK2002
        _exit(0);
    }
    return wait_for(child);
}

/* A field of a record, through a helper. */
static void count(struct counter *counter)
{
    pthread_mutex_lock(&counter->lock);            // flow b2: pthread_mutex_lock
    counter->value++;
    pthread_mutex_unlock(&counter->lock);
}

int child_counts(void)
{
    pid_t child = fork();
    if (child == 0) {
        count(&requests);                          // expect b: CK2002 error "counter.lock" // flow b1: count
        _exit(0);
    }
    return wait_for(child);
}

/* Read-write locks, spin locks and C11's mutexes are locks as well. */
int child_reads_cache(void)
{
    pid_t child = fork();
    if (child == 0) {
        pthread_rwlock_rdlock(&cache.lock);        // expect: CK2002 error "cache.lock"
        int entries = cache.entries;
        pthread_rwlock_unlock(&cache.lock);
        _exit(entries & 1);
    }
    return wait_for(child);
}

int child_spins(void)
{
    pid_t child = fork();
    if (child == 0) {
        pthread_spin_lock(&spin);                  // expect: CK2002 error "spin"
        pthread_spin_unlock(&spin);
        _exit(0);
    }
    return wait_for(child);
}

int child_locks_by_standard(void)
{
    pid_t child = fork();
    if (child == 0) {
        mtx_lock(&standard);                       // expect: CK2002 error "standard"
        mtx_unlock(&standard);
        _exit(0);
    }
    return wait_for(child);
}

/* Locked and given back before the fork says nothing about other threads. */
int locked_before(void)
{
    pthread_mutex_lock(&log_lock);
    pthread_mutex_unlock(&log_lock);
    pid_t child = fork();
    if (child == 0) {
        pthread_mutex_lock(&log_lock);             // expect: CK2002 error "log_lock"
        pthread_mutex_unlock(&log_lock);
        _exit(0);
    }
    return wait_for(child);
}

/* Locks inside the C library. */
int child_sets_environment(const char *role)
{
    pid_t child = fork();
    if (child == 0) {
        setenv("ROLE", role, 1);                   // expect: CK2002 error "setenv"
        execl("/bin/true", "true", (char *)NULL);
        _exit(127);
    }
    return wait_for(child);
}

int child_tells_time(void)
{
    pid_t child = fork();
    if (child == 0) {
        time_t now = time(NULL);
        struct tm parts;
        _exit(localtime_r(&now, &parts) == NULL);  // expect: CK2002 error "localtime_r"
    }
    return wait_for(child);
}

int child_looks_up_user(const char *name)
{
    pid_t child = fork();
    switch (child) {
    case -1:
        return -1;
    case 0: {
        struct passwd *user = getpwnam(name);      // expect: CK2002 error "getpwnam"
        _exit(user == NULL);
    }
    default:
        return wait_for(child);
    }
}

int child_logs(void)
{
    pid_t child = fork();
    if (!child) {
        syslog(LOG_DEBUG, "child %d", (int)getpid());      // expect: CK2002 error "syslog"
        _exit(0);
    }
    return wait_for(child);
}

/* Streams. */
int child_prints(void)
{
    pid_t child = fork();
    if (child < 0)
        return -1;
    if (child < 1) {
        fprintf(stderr, "child\n");                // expect: CK2002 warning "streams"
        _exit(0);
    }
    return wait_for(child);
}

int child_tells_failed_exec(const char *path)
{
    pid_t child = fork();
    if (child == 0) {
        execl(path, path, (char *)NULL);
        perror(path);                              // expect: CK2002 warning "perror"
        _exit(127);
    }
    return wait_for(child);
}

/* Deep below, behind a wrapper of fork that says who is who. */
static pid_t spawn(void)
{
    pid_t child = fork();
    if (child < 0)
        perror("fork");
    return child;
}

static void say(const char *text)
{
    fputs(text, stderr);                           // flow c3: fputs
}

static void greet(const char *name)
{
    say(name);                                     // flow c2: say
}

int child_behind_wrapper(void)
{
    pid_t child = spawn();
    if (child == 0) {
        greet("child\n");                          // expect c: CK2002 warning "fputs" // flow c1: greet
        _exit(0);
    }
    return wait_for(child);
}

/* The pid in a record, tested later by somebody else. */
struct worker {
    int number;
    pid_t pid;
};

static int is_child(const struct worker *worker)
{
    return worker->pid == 0;
}

int child_kept_in_record(struct worker *worker)
{
    worker->pid = fork();
    if (is_child(worker)) {
        count(&requests);                          // expect: CK2002 error "counter.lock"
        _exit(worker->number);
    }
    return wait_for(worker->pid);
}

/* A callback runs in the child: who gives it decides what it does. */
static int in_child(void (*work)(void *), void *argument)
{
    pid_t child = fork();                          // flow k2: fork
    if (child == 0) {
        work(argument);                            // flow k3: work
        _exit(0);
    }
    return wait_for(child);
}

static void touch_counter(void *argument)
{
    count(argument);                               // flow k4: count
}

static void set_role(void *argument)
{
    setenv("ROLE", argument == &requests ? "counter" : "none", 1);
}

static void do_nothing(void *argument)
{
    (void)argument;
}

/* Named by who knows it, however often it is handed on. */
static int pass_on(void (*work)(void *))
{
    return in_child(work, &requests);
}

int callback_locks(void)
{
    int rc = in_child(do_nothing, NULL);           // ok: CK2002
    rc += in_child(touch_counter, &requests);      // expect k: CK2002 error "counter.lock" // flow k1: runs in a child what it is given
    return rc + pass_on(set_role);                 // expect: CK2002 error "setenv"
}

int main(int argc, char **argv)
{
    (void)argv;
    busy = argc > 1;
    pthread_t ticker;
    struct worker worker = { .number = 0 };
    pthread_spin_init(&spin, PTHREAD_PROCESS_PRIVATE);
    mtx_init(&standard, mtx_plain);
    if (pthread_create(&ticker, NULL, tick, NULL) != 0)
        return 1;
    int failures = child_locks() + child_counts() + child_reads_cache() + child_spins() + child_locks_by_standard() + locked_before();
    failures += child_sets_environment("worker") + child_tells_time() + child_looks_up_user("root") + child_logs();
    failures += child_prints() + child_tells_failed_exec("/nonexistent/program") + child_behind_wrapper();
    failures += child_kept_in_record(&worker) + callback_locks();
    stopping = 1;
    pthread_join(ticker, NULL);
    return failures == 12345;
}
