// run: memory
/* A loop whose counter goes by the name of a join within it comes to its end: what stands behind it is followed. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

static int reset_all_but(const int *kept)
{
    for (int sig = 1; sig < 32; sig++) {
        int is_kept = 0;
        switch (sig) {
        case SIGKILL:
        case SIGSTOP:
            is_kept = 1;
            break;
        default:
            for (int i = 0; kept[i] > 0; i++) {
                if (sig == kept[i]) {
                    is_kept = 1;
                    break;
                }
            }
        }
        if (!is_kept) {
            struct sigaction action;
            memset(&action, 0, sizeof action);
            action.sa_handler = SIG_DFL;
            if (sigaction(sig, &action, NULL) < 0 && errno != EINVAL)
                return -1;
        }
    }
    return 0;
}

int main(void)
{
    static const int kept[] = { SIGSEGV, SIGPIPE, 0 };
    char *note = malloc(16);               // expect: CK4001 "note"
    if (note == NULL || reset_all_but(kept) != 0)
        abort();
    note[0] = 'x';
    note = NULL;
    return note != NULL;
}
