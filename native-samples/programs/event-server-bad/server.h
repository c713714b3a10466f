#ifndef SERVER_H
#define SERVER_H

#include <pthread.h>
#include <semaphore.h>

struct connection {
    int client;
    int flags;
};

struct queue {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    int length;
    int capacity;
};

/* queue.c */
struct queue *queue_new(int capacity);
void queue_add(struct queue *queue);
int queue_length(struct queue *queue);
void queue_free(struct queue *queue);

/* spawn.c */
int spawn_detached(void *(*routine)(void *), void *argument);

/* accept.c */
int accept_clients(const int *clients, int count);
int log_event(const char *what);
int greet(int client);

extern struct queue *served;

#endif
