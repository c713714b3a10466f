// run: misuse
/* A helper that is started only where there is something to do, and joined in any case. */
#include <pthread.h>
#include <stddef.h>

static void *work(void *argument)
{
    return argument;
}

/* Nothing asks whether the creation failed, nor whether there was one: one call, one finding. */
int help_out(int jobs)
{
    pthread_t helper;
    if (jobs > 0)
        pthread_create(&helper, NULL, work, NULL);
    return pthread_join(helper, NULL);     // expect: CK1007 error "never filled"
}

int help_out_if_any(int jobs)
{
    pthread_t helper;
    int is_helping = jobs > 0 && pthread_create(&helper, NULL, work, NULL) == 0;
    return is_helping ? pthread_join(helper, NULL) : 0;    // ok: CK1007
}

int main(void)
{
    return help_out(0) + help_out(1) + help_out_if_any(0) + help_out_if_any(2) == 12345;
}
