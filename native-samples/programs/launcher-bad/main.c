// run: fork
/* A launcher of programs whose log has a thread. */
#include "launcher.h"

#include <sys/wait.h>

int main(void)
{
    int failures = 0;
    if (log_start() != 0)
        return 1;
    for (int i = 0; i < 3; i++) {
        int status;
        log_line("starting");
        pid_t child = launch("/bin/true", "--");
        if (child < 0 || waitpid(child, &status, 0) != child || status != 0)
            failures++;
        log_line("done");
    }
    log_stop();
    return failures;
}
