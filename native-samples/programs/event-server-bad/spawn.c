#include "server.h"

int spawn_detached(void *(*routine)(void *), void *argument)
{
    pthread_t thread;
    pthread_attr_t attributes;
    if (pthread_attr_init(&attributes) != 0)
        return -1;
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attributes, 256 * 1024);
    int rc = pthread_create(&thread, &attributes, routine, argument);
    pthread_attr_destroy(&attributes);
    return rc;
}
