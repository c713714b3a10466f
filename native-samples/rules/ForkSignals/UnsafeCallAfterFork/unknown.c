// cleak: --notes unknown
// run: none what is not seen cannot be linked
/* Functions of which nothing is known, in a child and in a handler. */
#include <pthread.h>
#include <signal.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

extern void vendor_reset(void) __attribute__((weak));
extern int vendor_log(const char *text) __attribute__((weak));

static volatile sig_atomic_t stop;

static void *idle(void *unused)
{
    return unused;
}

static void report(const char *text)
{
    if (vendor_log(text) < 0)                      // flow a2: vendor_log
        stop = 1;
}

static int run(void)
{
    vendor_reset();                                // ok: CK2002
    pid_t child = fork();
    if (child == 0) {
        vendor_reset();                            // expect: CK2002 note "'vendor_reset', of which nothing is known"
        report("child");                           // expect a: CK2002 note "through 'report'" // flow a1: report
        _exit(0);
    }
    int status = 0;
    return child < 0 || waitpid(child, &status, 0) < 0 ? -1 : WEXITSTATUS(status);
}

static void on_hangup(int number)
{
    (void)number;
    vendor_reset();                                // expect: CK2004 note "of which nothing is known"
}

int main(void)
{
    pthread_t thread;
    if (vendor_log == NULL || pthread_create(&thread, NULL, idle, NULL) != 0)
        return 0;
    signal(SIGHUP, on_hangup);
    int rc = run();
    pthread_join(thread, NULL);
    return rc;
}
