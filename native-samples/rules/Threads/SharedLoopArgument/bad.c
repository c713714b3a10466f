// run: race
#include <pthread.h>

#define WORKERS 3

struct task {
    int first;
    int last;
};

struct logger {
    int level;
    int shard;
};

static int results[64];
static int next_id;

static void *work(void *argument)
{
    int id = *(int *)argument;
    results[id & 63]++;
    return NULL;
}

static void *scan(void *argument)
{
    struct task *task = argument;
    for (int i = task->first; i < task->last; i++)
        results[i & 63]++;
    return NULL;
}

static void *write_shard(void *argument)
{
    const struct logger *logger = argument;
    __atomic_store_n(&results[32 + (logger->shard & 15)], logger->level, __ATOMIC_RELAXED);
    return NULL;
}

/* The counter of the loop. */
void start_workers(void)
{
    pthread_t threads[WORKERS];
    int i, started = 0;
    for (i = 0; i < WORKERS; i++)          // flow a2: changed
        if (pthread_create(&threads[started], NULL, work, &i) == 0)        // expect a: CK1010 "'i'" // flow a1: pthread_create // flow a3: same address
            started++;
    for (int t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
}

/* One record, filled anew for each thread. */
void scan_parts(int total)
{
    pthread_t threads[WORKERS];
    struct task task;
    int started = 0;
    for (int part = 0; part < WORKERS; part++) {
        task.first = part * total;
        task.last = task.first + total;
        if (pthread_create(&threads[part], NULL, scan, &task) != 0)        // expect: CK1010 "task"
            break;
        started++;
    }
    for (int t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
}

/* A static counter. */
void start_numbered(void)
{
    pthread_t threads[WORKERS];
    int started = 0;
    for (int i = 0; i < WORKERS; i++) {
        next_id = i + 1;
        if (pthread_create(&threads[i], NULL, work, &next_id) != 0)        // expect: CK1010 "next_id"
            break;
        started++;
    }
    for (int i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
}

/* No loop, the same. */
void start_two(void)
{
    pthread_t reader, writer;
    struct logger logger = { .level = 1, .shard = 0 };
    if (pthread_create(&reader, NULL, write_shard, &logger) != 0)          // expect b: CK1010 "logger"
        return;
    logger.shard = 1;                      // flow b1: changed
    if (pthread_create(&writer, NULL, write_shard, &logger) == 0)          // flow b2: next thread
        pthread_join(writer, NULL);
    pthread_join(reader, NULL);
}

int main(void)
{
    start_workers();
    scan_parts(2);
    start_numbered();
    start_two();
    return 0;
}
