// run: threads
/* Wrapped handles that are joined under other names than those they were created by. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct os_thread {
    pthread_t id;
};

static int os_thread_start(struct os_thread *thread, void *(*run)(void *), void *argument)
{
    return pthread_create(&thread->id, NULL, run, argument);
}

static void os_thread_wait(struct os_thread *thread)
{
    pthread_join(thread->id, NULL);
}

static void *work(void *argument)
{
    usleep(100);
    return argument;
}

/* By a table of addresses. */
struct player {
    struct os_thread audio, video;
};

static void player_start(struct player *player)
{
    os_thread_start(&player->audio, work, player);                 // ok: CK1002
    os_thread_start(&player->video, work, player);                 // ok: CK1002
}

static void player_stop(struct player *player)
{
    struct os_thread *all[] = {&player->audio, &player->video};
    for (int i = 0; i < 2; i++)
        os_thread_wait(all[i]);
}

/* By a pointer that walks. */
struct pool {
    struct os_thread workers[4];
};

static void pool_start(struct pool *pool)
{
    for (int i = 0; i < 4; i++)
        os_thread_start(&pool->workers[i], work, pool);            // ok: CK1002
}

static void pool_stop(struct pool *pool)
{
    for (struct os_thread *worker = pool->workers; worker < pool->workers + 4; worker++)
        os_thread_wait(worker);
}

/* The record moves on. */
struct manager {
    struct os_thread current, last;
};

static void manager_start(struct manager *manager)
{
    os_thread_start(&manager->current, work, manager);             // ok: CK1002
}

static void manager_turn(struct manager *manager)
{
    manager->last = manager->current;
}

static void manager_stop(struct manager *manager)
{
    os_thread_wait(&manager->last);
}

/* Kept by address in a list, which one function empties. */
struct node {
    struct os_thread *thread;
    struct node *next;
};

static struct node *running;

static void track(struct os_thread *thread)
{
    struct node *node = malloc(sizeof *node);
    if (node == NULL)
        abort();
    node->thread = thread;
    node->next = running;
    running = node;
}

struct crawler {
    struct os_thread fetch, parse;
};

static void crawler_start(struct crawler *crawler)
{
    if (os_thread_start(&crawler->fetch, work, crawler) == 0)      // ok: CK1002
        track(&crawler->fetch);
    if (os_thread_start(&crawler->parse, work, crawler) == 0)      // ok: CK1002
        track(&crawler->parse);
}

static void wait_for_all(void)
{
    while (running != NULL) {
        struct node *node = running;
        running = node->next;
        os_thread_wait(node->thread);
        free(node);
    }
}

/* Through a table of operations: nobody sees which record is meant. */
struct device;
struct operations {
    int (*start)(struct device *device);
    void (*stop)(struct device *device);
};

struct device {
    const struct operations *operations;
    struct os_thread poller;
};

static int device_start(struct device *device) { return os_thread_start(&device->poller, work, device); }   // ok: CK1002
static void device_stop(struct device *device) { os_thread_wait(&device->poller); }
static const struct operations polled = {device_start, device_stop};

int main(void)
{
    struct player player;
    player_start(&player);
    player_stop(&player);
    struct pool pool;
    pool_start(&pool);
    pool_stop(&pool);
    struct manager manager;
    manager_start(&manager);
    manager_turn(&manager);
    manager_stop(&manager);
    struct crawler crawler;
    crawler_start(&crawler);
    wait_for_all();
    struct device device = {&polled};
    if (device.operations->start(&device) == 0)
        device.operations->stop(&device);
    return 0;
}
