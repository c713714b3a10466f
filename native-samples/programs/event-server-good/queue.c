#include <stdlib.h>

#include "server.h"

struct queue *queue_new(int capacity)
{
    struct queue *queue = calloc(1, sizeof *queue);
    if (queue == NULL)
        return NULL;
    if (pthread_mutex_init(&queue->lock, NULL) != 0) {         // ok: CK1012
        free(queue);
        return NULL;
    }
    if (capacity <= 0) {
        pthread_mutex_destroy(&queue->lock);
        free(queue);
        return NULL;
    }
    queue->capacity = capacity;
    pthread_cond_init(&queue->filled, NULL);
    return queue;
}

void queue_add(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    queue->length++;
    pthread_cond_signal(&queue->filled);
    pthread_mutex_unlock(&queue->lock);
}

int queue_length(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    int length = queue->length;
    pthread_mutex_unlock(&queue->lock);
    return length;
}

void queue_free(struct queue *queue)
{
    pthread_cond_destroy(&queue->filled);
    pthread_mutex_destroy(&queue->lock);
    free(queue);
}
