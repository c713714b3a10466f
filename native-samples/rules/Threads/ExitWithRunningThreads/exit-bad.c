// run: none what a thread does while the process ends is chance
#include <pthread.h>
#include <stdlib.h>
#include <stdio.h>

static void *flush(void *argument)
{
    char *text = argument;
    puts(text);
    return NULL;
}

int main(int argc, char **argv)
{
    char text[64];
    pthread_attr_t detached;
    pthread_t flusher;
    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    snprintf(text, sizeof text, "%s: %d", argv[0], argc);
    if (pthread_create(&flusher, &detached, flush, text) != 0) {
        pthread_attr_destroy(&detached);
        return 1;
    }
    pthread_attr_destroy(&detached);
    exit(0);                               // expect: CK1011 "text"
}
