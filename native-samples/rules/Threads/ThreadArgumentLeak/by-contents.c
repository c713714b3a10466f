// run: memory
/* What its creator put into the argument decides whether the thread releases it. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum kind { KIND_PRINT, KIND_COUNT, KIND_SKIP };

struct request {
    int fd;
    enum kind kind;
    bool is_owned;
    char text[16];
};

static void *serve(void *given)
{
    struct request *request = given;
    if (request->fd < 0)                                           // flow a2: is true
        return NULL;
    if (write(request->fd, "", 0) < 0)
        perror("write");
    free(request);
    return NULL;
}

static int serve_detached(int fd)
{
    struct request *request = malloc(sizeof *request);             // flow a1: allocated
    pthread_t thread;
    if (request == NULL)
        return -1;
    request->fd = fd;
    if (pthread_create(&thread, NULL, serve, request) != 0) {      // expect a: CK1004 "neither by the thread"
        free(request);
        return -1;
    }
    pthread_detach(thread);
    return 0;
}

static int serve_and_wait(int fd)
{
    struct request *request = malloc(sizeof *request);             // flow b1: allocated
    pthread_t thread;
    if (request == NULL)
        return -1;
    request->fd = fd;
    if (pthread_create(&thread, NULL, serve, request) != 0) {      // expect b: CK1004 "neither by the thread"
        free(request);
        return -1;
    }
    pthread_join(thread, NULL);
    return 0;
}

/* The way that leaves it is ruled out before. */
static int serve_open(int fd)
{
    if (fd < 0)
        return -1;
    struct request *request = malloc(sizeof *request);
    pthread_t thread;
    if (request == NULL)
        return -1;
    request->fd = fd;
    if (pthread_create(&thread, NULL, serve, request) != 0) {      // ok: CK1004
        free(request);
        return -1;
    }
    pthread_detach(thread);
    return 0;
}

/* Or is found out behind the creation. */
static int serve_asked_late(int fd)
{
    struct request *request = malloc(sizeof *request);
    pthread_t thread;
    if (request == NULL)
        return -1;
    request->fd = fd;
    if (pthread_create(&thread, NULL, serve, request) != 0) {      // ok: CK1004
        free(request);
        return -1;
    }
    pthread_join(thread, NULL);
    if (fd < 0)
        free(request);
    return 0;
}

static void *run(void *given)
{
    struct request *request = given;
    switch (request->kind) {
    case KIND_PRINT:
        puts(request->text);
        break;
    case KIND_SKIP:
        return NULL;
    default:
        break;
    }
    free(request);
    return NULL;
}

static enum kind kind_of(const char *word)
{
    return strlen(word) > 8 ? KIND_PRINT : word[0] == 's' ? KIND_SKIP : KIND_COUNT;
}

static int submit(const char *word)
{
    struct request *request = calloc(1, sizeof *request);          // flow c1: allocated
    pthread_t thread;
    if (request == NULL)
        return -1;
    request->kind = kind_of(word);
    if (pthread_create(&thread, NULL, run, request) != 0) {        // expect c: CK1004 "neither by the thread"
        free(request);
        return -1;
    }
    pthread_detach(thread);
    return 0;
}

/* Zeroed: the kind that prints. */
static int submit_plain(void)
{
    struct request *request = calloc(1, sizeof *request);
    pthread_t thread;
    if (request == NULL)
        return -1;
    if (pthread_create(&thread, NULL, run, request) != 0) {        // ok: CK1004
        free(request);
        return -1;
    }
    pthread_detach(thread);
    return 0;
}

/* A flag that says whose it is. */
static void *look(void *given)
{
    struct request *request = given;
    puts(request->text);
    if (request->is_owned)
        free(request);
    return NULL;
}

static int lend(void)
{
    struct request *request = calloc(1, sizeof *request);
    pthread_t thread;
    if (request == NULL)
        return -1;
    request->is_owned = false;
    if (pthread_create(&thread, NULL, look, request) != 0) {       // ok: CK1004, CK4003
        free(request);
        return -1;
    }
    pthread_join(thread, NULL);
    free(request);
    return 0;
}

static int give(void)
{
    struct request *request = calloc(1, sizeof *request);
    pthread_t thread;
    if (request == NULL)
        return -1;
    request->is_owned = true;
    if (pthread_create(&thread, NULL, look, request) != 0) {       // ok: CK1004
        free(request);
        return -1;
    }
    pthread_detach(thread);
    return 0;
}

/* A count that both sides take down: whoever is last releases it. */
struct shared {
    pthread_mutex_t lock;
    int users;
    int sum;
};

static void *add(void *given)
{
    struct shared *shared = given;
    pthread_mutex_lock(&shared->lock);
    shared->sum++;
    int left = --shared->users;
    pthread_mutex_unlock(&shared->lock);
    if (left == 0) {
        pthread_mutex_destroy(&shared->lock);
        free(shared);
    }
    return NULL;
}

static int share(void)
{
    struct shared *shared = calloc(1, sizeof *shared);
    pthread_t thread;
    if (shared == NULL)
        return -1;
    pthread_mutex_init(&shared->lock, NULL);
    shared->users = 2;
    if (pthread_create(&thread, NULL, add, shared) != 0) {         // ok: CK1004
        pthread_mutex_destroy(&shared->lock);
        free(shared);
        return -1;
    }
    pthread_detach(thread);
    pthread_mutex_lock(&shared->lock);
    int left = --shared->users;
    pthread_mutex_unlock(&shared->lock);
    if (left == 0) {
        pthread_mutex_destroy(&shared->lock);
        free(shared);
    }
    return 0;
}

/* A flag that is set later, under a lock: nobody knows what stands there when the thread looks. */
struct task {
    pthread_mutex_t lock;
    bool is_cancelled;
};

static void *perform(void *given)
{
    struct task *task = given;
    pthread_mutex_lock(&task->lock);
    bool is_cancelled = task->is_cancelled;
    pthread_mutex_unlock(&task->lock);
    if (!is_cancelled) {
        pthread_mutex_destroy(&task->lock);
        free(task);
    }
    return NULL;
}

static int begin(void)
{
    struct task *task = calloc(1, sizeof *task);
    pthread_t thread;
    if (task == NULL)
        return -1;
    pthread_mutex_init(&task->lock, NULL);
    pthread_mutex_lock(&task->lock);
    if (pthread_create(&thread, NULL, perform, task) != 0) {       // ok: CK1004
        pthread_mutex_unlock(&task->lock);
        pthread_mutex_destroy(&task->lock);
        free(task);
        return -1;
    }
    task->is_cancelled = true;
    pthread_mutex_unlock(&task->lock);
    pthread_join(thread, NULL);
    pthread_mutex_destroy(&task->lock);
    free(task);                                                    // ok: CK4003
    return 0;
}

int main(int argc, char **argv)
{
    (void)argv;
    serve_detached(-argc);
    serve_and_wait(-argc);
    serve_open(argc);
    serve_asked_late(-argc);
    submit("skip");
    submit_plain();
    lend();
    give();
    share();
    begin();
    usleep(20000);
    return 0;
}
