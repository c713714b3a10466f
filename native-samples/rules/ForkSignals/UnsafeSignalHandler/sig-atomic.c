// cleak: --notes sig-atomic
// run: none a read that a signal splits in two is no call that could be watched
/* What a handler shares with the program that it interrupts, and that is neither volatile sig_atomic_t nor atomic. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

typedef volatile sig_atomic_t flag_t;
typedef flag_t stop_flag;

struct server {
    int listener;
    int stop;
    volatile sig_atomic_t reload;
    struct { long ticks; flag_t due; } timer;
};

static int stop;
static volatile int last;
static sig_atomic_t plain;
static struct server server;
static struct server *current;
static char reason[32];
static int pending[NSIG];
static long long elapsed;

/* A plain flag, the commonest of all. */
static void on_interrupt(int number)
{
    (void)number;
    stop = 1;                           // expect a: CK2004 note "writes 'stop', which 'run' [uses](2) and which is neither 'volatile sig_atomic_t' nor atomic. Declare it so." // flow a3: runs whenever // flow a4: 'stop' is written
}

/* volatile alone is not enough, nor is the type alone. */
static void on_terminate(int number)
{
    last = number;                      // expect: CK2004 note "writes 'last'"
    plain = 1;                          // expect: CK2004 note "writes 'plain'"
}

/* A field; its neighbour is as it should be. */
static void on_hangup(int number)
{
    (void)number;
    server.reload = 1;                  // ok: CK2004
    server.stop = 1;                    // expect: CK2004 note "writes 'server.stop'"
    server.timer.due = 1;               // ok: CK2004
    server.timer.ticks++;               // expect: CK2004 note "writes 'server.timer.ticks'"
}

/* Through the pointer that the program keeps. */
static void on_user1(int number)
{
    struct server *s = current;         // expect: CK2004 note "reads 'current', which 'run' [uses](2)"
    s->reload = number;                 // ok: CK2004
}

/* In a helper, with memory of more than one word. */
static void note(const char *text)
{
    size_t i;
    for (i = 0; text[i] != '\0' && i + 1 < sizeof(reason); i++)
        reason[i] = text[i];            // flow b2: written
    reason[i] = '\0';
}

static void on_user2(int number)
{
    note("asked");                      // expect b: CK2004 note "Set a flag of that type, and do it" // flow b1: note
    pending[number]++;                  // expect: CK2004 note "pending[number]"
}

/* Two handlers share what nobody else uses. */
static int depth;

static void on_pipe(int number)
{
    (void)number;
    depth++;                            // expect: CK2004 note "which another handler, 'on_urgent', [uses](2)"
}

static void on_urgent(int number)
{
    (void)number;
    if (depth > 0)                      // expect: CK2004 note "reads 'depth', which another handler, 'on_pipe'"
        _exit(1);
}

/* Read with other signals only. */
static void on_either(int number)
{
    if (number == SIGALRM)
        elapsed++;                      // expect: CK2004 note "writes 'elapsed'"
    else if (number == SIGSEGV)
        last = 0;                       // ok: CK2004
}

/* Right: the type that is made for it, by name, by typedefs of it, in arrays and fields. */
static volatile sig_atomic_t got_child;
static stop_flag wants_stop;
static volatile sig_atomic_t seen[NSIG];
static sig_atomic_t volatile order;

static void on_child(int number)
{
    got_child = 1;                      // ok: CK2004
    wants_stop++;                       // ok: CK2004
    seen[number] = 1;                   // ok: CK2004
    order = order + 1;                  // ok: CK2004
}

/* Right: atomic. */
static atomic_int users;
static _Atomic long total;
static atomic_flag busy = ATOMIC_FLAG_INIT;
static int counted;
static int old_style;

static void on_io(int number)
{
    if (atomic_flag_test_and_set(&busy))            // ok: CK2004
        return;
    atomic_store(&users, number);                   // ok: CK2004
    total += number;                                // ok: CK2004
    __atomic_fetch_add(&counted, 1, __ATOMIC_RELAXED); // ok: CK2004
    __sync_fetch_and_add(&old_style, 1);            // ok: CK2004
    atomic_flag_clear(&busy);                       // ok: CK2004
}

/* Right: constant, automatic, thread-local, errno; set before the handler is there; its own. */
static const char message[] = "window\n";
static const int limits[2] = { 1, 2 };
static int wake[2];
static _Thread_local int here;
static char prefix[16];
static int times;

static void on_window(int number)
{
    int error = errno;                              // ok: CK2004
    char byte = (char)limits[number & 1];           // ok: CK2004
    byte = (char)(byte + prefix[0]);                // ok: CK2004
    here = number;                                  // ok: CK2004
    if (++times > 3)                                // ok: CK2004
        _exit(2);
    if (write(wake[1], &byte, 1) < 0 || write(2, message, sizeof(message) - 1) < 0) // ok: CK2004
        got_child = 1;
    errno = error;                                  // ok: CK2004
}

/* Right: it tells of a crash, and nothing goes on behind it. */
static void on_crash(int number)
{
    last = number;                                  // ok: CK2004
    _exit(3);
}

/* Right: what a failing check touches is left half done for nobody. */
static int told;

static void give_up(void)
{
    told++;                                         // ok: CK2004
    _exit(4);
}

static void on_quota(int number)
{
    (void)number;
    if (write(STDERR_FILENO, "quota\n", 6) < 0)
        give_up();                                  // ok: CK2004
}

/* Right: the program waits for the signal, nothing is interrupted by a handler. */
static int taken;

static void *waiter(void *unused)
{
    sigset_t set;
    int number;
    sigemptyset(&set);
    sigaddset(&set, SIGQUIT);
    while (sigwait(&set, &number) == 0)
        taken = number;                             // ok: CK2004
    return unused;
}

static int run(void)
{
    int turns = 0;
    while (!stop && !server.stop && turns < 3) {    // flow a2: reads
        if (last != 0 || plain != 0 || reason[0] != '\0' || pending[SIGUSR2] > 0)
            turns++;
        if (elapsed > 10 || server.timer.ticks > 10 || taken || atomic_load(&users) > 1)
            turns++;
        current = &server;
        turns++;
    }
    return turns + counted + old_style + wake[0] + prefix[1];
}

int main(void)
{
    pthread_t thread;
    if (pipe(wake) != 0)
        return 1;
    strcpy(prefix, "window");
    here = 1;
    current = &server;
    if (pthread_create(&thread, NULL, waiter, NULL) == 0)
        pthread_detach(thread);
    signal(SIGINT, on_interrupt);                   // flow a1: on_interrupt
    signal(SIGTERM, on_terminate);
    signal(SIGHUP, on_hangup);
    signal(SIGUSR1, on_user1);
    signal(SIGUSR2, on_user2);
    signal(SIGPIPE, on_pipe);
    signal(SIGURG, on_urgent);
    signal(SIGALRM, on_either);
    signal(SIGCHLD, on_child);
    signal(SIGIO, on_io);
    signal(SIGWINCH, on_window);
    signal(SIGSEGV, on_crash);
    signal(SIGXCPU, on_quota);
    told = 0;
    return run() == 0 || here;
}
