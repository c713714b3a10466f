#include "pool.h"

#include <stdlib.h>
#include <string.h>

int queue_reserve(struct queue *queue, size_t capacity)
{
    if (capacity <= queue->capacity)
        return 0;
    queue->jobs = realloc(queue->jobs, capacity * sizeof *queue->jobs);    // expect: CK3001 "queue->jobs"
    if (queue->jobs == NULL)
        return -1;
    queue->capacity = capacity;
    return 0;
}

int queue_push(struct queue *queue, struct job job)
{
    if (queue->first + queue->count == queue->capacity) {
        if (queue->first > 0) {
            memmove(queue->jobs, queue->jobs + queue->first, queue->count * sizeof *queue->jobs);
            queue->first = 0;
        } else if (queue_reserve(queue, queue->capacity * 2 + 4) != 0) {
            return -1;
        }
    }
    queue->jobs[queue->first + queue->count++] = job;
    return 0;
}

int queue_pop(struct queue *queue, struct job *job)
{
    if (queue->count == 0)
        return -1;
    *job = queue->jobs[queue->first++];
    queue->count--;
    return 0;
}

void queue_clear(struct queue *queue)
{
    free(queue->jobs);
    memset(queue, 0, sizeof *queue);
}
