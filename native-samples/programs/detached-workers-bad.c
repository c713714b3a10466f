// run: memory
/* Five workers that each allocate 100 bytes, are detached at once, and never free. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORKERS 5

static void *work(void *argument)
{
    int number = *(int *)argument;
    char *scratch = malloc(100);           // expect a: CK1001 "scratch" // flow a3: malloc
    if (scratch == NULL)
        return NULL;
    memset(scratch, number, 100);
    return NULL;                           // flow a4: scratch
}

int main(void)
{
    static int numbers[WORKERS];
    for (int i = 0; i < WORKERS; i++) {
        pthread_t worker;
        numbers[i] = i;
        if (pthread_create(&worker, NULL, work, &numbers[i]) != 0) {       // flow a1: pthread_create
            perror("pthread_create");
            return 1;
        }
        pthread_detach(worker);            // flow a2: detach
    }
    pthread_exit(NULL);
}
