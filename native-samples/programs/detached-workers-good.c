// run: memory
/* Five workers that each allocate 100 bytes, are detached at once, and free them. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORKERS 5

static void *work(void *argument)
{
    int number = *(int *)argument;
    char *scratch = malloc(100);           // ok: CK1001
    if (scratch == NULL)
        return NULL;
    memset(scratch, number, 100);
    free(scratch);
    return NULL;
}

int main(void)
{
    static int numbers[WORKERS];
    for (int i = 0; i < WORKERS; i++) {
        pthread_t worker;
        numbers[i] = i;
        if (pthread_create(&worker, NULL, work, &numbers[i]) != 0) {       // ok: CK1002
            perror("pthread_create");
            return 1;
        }
        pthread_detach(worker);
    }
    pthread_exit(NULL);
}
