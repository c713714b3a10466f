// run: fork
/* Handlers that reach what is not async-signal-safe. */
#define _GNU_SOURCE
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

struct session {
    char *name;
    int closed;
};

static struct session session;
static pthread_mutex_t state_lock = PTHREAD_MUTEX_INITIALIZER;
static volatile sig_atomic_t seen;

/* Registered by signal. */
static void on_hangup(int number)
{
    printf("signal %d\n", number);                 // expect a: CK2004 error "printf"
}

/* The heap, through a helper. */
static void drop_name(struct session *dropped)
{
    free(dropped->name);                           // flow b3: free
    dropped->name = NULL;
}

static void on_user1(int number)
{
    (void)number;
    drop_name(&session);                           // expect b: CK2004 error "drop_name" // flow b2: drop_name
    session.closed = 1;
}

/* With SA_SIGINFO. */
static void on_user2(int number, siginfo_t *info, void *context)
{
    (void)number;
    (void)info;
    (void)context;
    session.name = strdup("by signal");            // expect: CK2004 error "strdup"
}

/* A lock of the program. */
static void on_winch(int number)
{
    (void)number;
    pthread_mutex_lock(&state_lock);               // expect: CK2004 warning "state_lock"
    seen++;
    pthread_mutex_unlock(&state_lock);
}

/* A lock of the C library. */
static void on_urgent(int number)
{
    (void)number;
    syslog(LOG_DEBUG, "urgent");                   // expect: CK2004 warning "syslog"
}

static void on_io(int number)
{
    time_t now = time(NULL);
    struct tm parts;
    (void)number;
    if (localtime_r(&now, &parts) != NULL)         // expect: CK2004 warning "localtime_r"
        seen++;
}

/* Registered by a wrapper that fills the structure. */
static int install(int number, void (*handler)(int), int flags)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    action.sa_flags = flags;
    return sigaction(number, &action, NULL);
}

static void on_child(int number)
{
    (void)number;
    fputs("a child ended\n", stderr);              // expect: CK2004 error "fputs"
}

/* From a table. */
static void on_continue(int number)
{
    (void)number;
    fflush(stdout);                                // expect: CK2004 error "fflush"
}

static const struct {
    int number;
    void (*handler)(int);
} table[] = {
    { SIGCONT, on_continue },
};

static void install_table(void)
{
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        signal(table[i].number, table[i].handler);
}

/* One handler for several signals: what it does for one of them. */
static void on_several(int number)
{
    if (number == SIGALRM) {
        seen++;
        return;
    }
    puts("not the alarm");                         // expect: CK2004 error "puts"
}

/* Leaves by a leap. */
static sigjmp_buf back;

static void on_profile(int number)
{
    siglongjmp(back, number);                      // expect: CK2004 note "siglongjmp"
}

/* What tells of a crash only has to work once: a note. */
static void on_crash(int number)
{
    (void)number;
    fprintf(stderr, "crashed\n");                  // expect: CK2004 note "fprintf"
    _exit(0);
}

/* Only where something is wrong, and then the process ends: a note. */
static void (*callbacks[NSIG])(int);

static void fatal(const char *text)
{
    fprintf(stderr, "%s\n", text);
    _exit(0);
}

static void on_wanted(int number)
{
    seen += number;
}

static void on_trap(int number)
{
    void (*callback)(int) = callbacks[number];
    if (callback == NULL)
        fatal("nobody wants the signal");          // expect: CK2004 note "fatal"
    callback(number);
}

/* For one of its signals it ends the process, and tells that; for the other it comes back. */
static void on_quit(int number)
{
    if (number == SIGQUIT)
        fatal("told to quit");                     // expect: CK2004 error "fatal"
    seen++;
}

/* A number that may be no signal: then sigaction fails. */
static int next_signal = NSIG + 1;

static int set_handler(int number, void (*handler)(int))
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    sigemptyset(&action.sa_mask);
    action.sa_handler = handler;
    if (sigaction(number, &action, NULL) < 0) {
        syslog(LOG_DEBUG, "no handler for %d", number);
        return -1;
    }
    return 0;
}

static void on_window(int number)
{
    (void)number;
    if (set_handler(next_signal, SIG_DFL) < 0)     // expect: CK2004 warning "set_handler"
        seen++;
}

/* The process ends as if from main: last of all. */
static void on_terminate(int number)
{
    (void)number;
    exit(0);                                       // expect: CK2004 warning "exit"
}

int main(void)
{
    session.name = strdup("first");
    signal(SIGHUP, on_hangup);                     // flow a1: on_hangup
    struct sigaction action = { .sa_handler = on_user1 };
    sigaction(SIGUSR1, &action, NULL);             // flow b1: on_user1
    action.sa_sigaction = on_user2;
    action.sa_flags = SA_SIGINFO;
    sigaction(SIGUSR2, &action, NULL);
    signal(SIGWINCH, on_winch);
    signal(SIGURG, on_urgent);
    signal(SIGIO, on_io);
    install(SIGCHLD, on_child, SA_RESTART);
    install_table();
    signal(SIGALRM, on_several);
    signal(SIGVTALRM, on_several);
    signal(SIGPROF, on_profile);
    signal(SIGTERM, on_terminate);
    signal(SIGXCPU, on_trap);
    signal(SIGXFSZ, on_trap);
    signal(SIGQUIT, on_quit);
    signal(SIGSTKFLT, on_quit);
    signal(SIGPWR, on_window);
    callbacks[SIGXCPU] = on_wanted;
    signal(SIGSEGV, on_crash);

    raise(SIGHUP);
    raise(SIGUSR1);
    raise(SIGUSR2);
    raise(SIGWINCH);
    raise(SIGURG);
    raise(SIGIO);
    raise(SIGCHLD);
    raise(SIGCONT);
    raise(SIGALRM);
    raise(SIGVTALRM);
    if (sigsetjmp(back, 1) == 0)
        raise(SIGPROF);
    free(session.name);
    raise(SIGXCPU);
    raise(SIGPWR);
    if (fork() == 0)
        raise(SIGSEGV);
    if (fork() == 0)
        raise(SIGXFSZ);
    if (fork() == 0)
        raise(SIGQUIT);
    raise(SIGTERM);
    return 1;
}
