// run: none which threads there are is told by the order of main, that no line of the guard's shows
/* When threads are there at a fork, and when they are not. */
#define _GNU_SOURCE
#include <mqueue.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *tick(void *unused)
{
    pthread_mutex_lock(&lock);
    pthread_mutex_unlock(&lock);
    puts("tick");
    return unused;
}

static int wait_for(pid_t child)
{
    return child < 0 || waitpid(child, NULL, 0) != child;
}

/* Called from main before any thread is created: none. */
static int before(void)
{
    pid_t child = fork();
    if (child == 0) {
        free(malloc(8));                           // ok: CK2001
        puts("before");                            // ok: CK2002
        _exit(0);
    }
    return wait_for(child);
}

/* Created and joined on this very path: none. */
static int joined(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, tick, NULL) != 0)
        return 1;
    pthread_join(thread, NULL);
    pid_t child = fork();
    if (child == 0) {
        pthread_mutex_lock(&lock);                 // ok: CK2002
        pthread_mutex_unlock(&lock);
        _exit(0);
    }
    return wait_for(child);
}

/* Created after the fork, or by the child alone: none. */
static int after(void)
{
    pthread_t thread;
    pid_t child = fork();
    if (child == 0) {
        if (pthread_create(&thread, NULL, tick, NULL) != 0)
            _exit(1);
        pthread_join(thread, NULL);
        puts("child");                             // ok: CK2002
        _exit(0);
    }
    if (pthread_create(&thread, NULL, tick, NULL) == 0)
        pthread_join(thread, NULL);
    return wait_for(child);
}

/* Created on the path and not joined: certain. */
static int certain(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, tick, NULL) != 0)    // flow a1: thread created
        return 1;
    pid_t child = fork();                          // flow a2: child
    if (child == 0) {
        free(malloc(8));                           // expect a: CK2001 error "malloc"
        _exit(0);
    }
    pthread_join(thread, NULL);
    return wait_for(child);
}

/* One of two is joined: certain. */
static int half_joined(void)
{
    pthread_t first, second;
    if (pthread_create(&first, NULL, tick, NULL) != 0)
        return 1;
    if (pthread_create(&second, NULL, tick, NULL) != 0) {
        pthread_join(first, NULL);
        return 1;
    }
    pthread_join(first, NULL);
    pid_t child = fork();
    if (child == 0) {
        pthread_mutex_lock(&lock);                 // expect: CK2002 error "lock"
        pthread_mutex_unlock(&lock);
        _exit(0);
    }
    pthread_join(second, NULL);
    return wait_for(child);
}

/* Reached from a start routine: certain. */
static void *forking(void *unused)
{
    pid_t child = fork();
    if (child == 0) {
        char *block = malloc(8);                   // expect b: CK2001 error "malloc"
        _exit(block == NULL);
    }
    wait_for(child);
    return unused;
}

static int on_thread(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, forking, NULL) != 0) // flow b1: on which 'forking' runs
        return 1;
    return pthread_join(thread, NULL);
}

/* A timer that notifies by a thread makes threads; one that sends a signal does not. */
static void expired(union sigval value)
{
    printf("expired: %d\n", value.sival_int);
}

static int beside_timer(void)
{
    struct sigevent event;
    timer_t timer;
    memset(&event, 0, sizeof event);
    event.sigev_notify = SIGEV_THREAD;
    event.sigev_notify_function = expired;
    if (timer_create(CLOCK_MONOTONIC, &event, &timer) != 0)
        return 1;
    pid_t child = fork();
    if (child == 0) {
        puts("beside a timer's thread");           // expect: CK2002 warning "puts"
        _exit(0);
    }
    timer_delete(timer);
    return wait_for(child);
}

/* clone with the memory shared is a thread; without it a child that runs a function. */
static char stack[65536];

static int run_clone(void *unused)
{
    (void)unused;
    free(malloc(8));
    return 0;
}

static int run_quietly(void *unused)
{
    return unused != NULL;
}

static int beside_cloned_thread(void)
{
    if (clone(run_quietly, stack + sizeof stack, CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND, NULL) < 0)
        return 1;
    pid_t child = fork();
    if (child == 0) {
        free(malloc(8));                           // expect: CK2001 error "malloc"
        _exit(0);
    }
    return wait_for(child);
}

static int cloned_child(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, tick, NULL) != 0)
        return 1;
    pid_t child = clone(run_clone, stack + sizeof stack, SIGCHLD, NULL);     // expect: CK2001 error "clone"
    pid_t quiet = clone(run_quietly, stack + sizeof stack, SIGCHLD, NULL);   // ok: CK2001
    pthread_join(thread, NULL);
    return wait_for(child) + wait_for(quiet);
}

/* A daemon goes on as a child without the threads that there were. */
static int become_daemon(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, tick, NULL) != 0)
        return 1;
    pthread_detach(thread);
    if (daemon(0, 0) != 0)
        return 1;
    puts("a daemon");                              // expect: CK2002 warning "puts"
    return 0;
}

static int quiet_daemon(void)
{
    if (daemon(0, 0) != 0)
        return 1;
    puts("a daemon without threads before it");    // ok: CK2002
    return 0;
}

/* A callee creates it and does not say whether it could. */
static pthread_t logger;
static int has_logger;

static void start_logger(void)
{
    has_logger = pthread_create(&logger, NULL, tick, NULL) == 0;
}

static void stop_logger(void)
{
    if (has_logger)
        pthread_join(logger, NULL);
}

static int beside_logger(void)
{
    start_logger();                                // flow c1: start_logger
    pid_t child = fork();
    if (child == 0) {
        char *block = malloc(8);                   // expect c: CK2001 error "malloc"
        _exit(block == NULL);
    }
    stop_logger();
    return wait_for(child);
}

int main(int count, char **arguments)
{
    (void)arguments;
    int failures = before();
    if (count > 4)
        failures += quiet_daemon();
    failures += joined() + after() + certain() + half_joined() + on_thread() + beside_timer();
    failures += beside_cloned_thread() + cloned_child() + beside_logger();
    return count > 3 ? become_daemon() : failures;
}
