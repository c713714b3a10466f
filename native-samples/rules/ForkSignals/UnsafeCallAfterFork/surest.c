// run: fork
/* What a child calls takes several locks: told is the one that every path to it takes, not the one of a record that is not there. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

struct quota {
    pthread_mutex_t lock;
    int left;
};

struct connection {
    struct quota *quota;
    void (*closed)(struct connection *connection);
    int descriptor;
};

static pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;
static struct quota shared_quota = { PTHREAD_MUTEX_INITIALIZER, 8 };
static struct connection plain = { NULL, NULL, -1 };
static struct connection limited;
static int lines;
static atomic_int stopping;

static void log_line(void)
{
    pthread_mutex_lock(&log_lock);                 // flow a3: pthread_mutex_lock
    lines++;
    pthread_mutex_unlock(&log_lock);
}

static void give_back(struct quota *quota)
{
    if (quota != NULL) {
        pthread_mutex_lock(&quota->lock);
        quota->left++;
        pthread_mutex_unlock(&quota->lock);
    }
}

static void count_closed(struct connection *connection)
{
    give_back(connection->quota);
    setenv("CLOSED", "1", 1);
}

static void close_connection(struct connection *connection)
{
    give_back(connection->quota);
    if (connection->closed != NULL)
        connection->closed(connection);
    log_line();                                    // flow a2: log_line
    connection->descriptor = -1;
}

static void *serve(void *unused)
{
    while (!stopping) {
        limited.quota = &shared_quota;
        limited.closed = count_closed;
        close_connection(&limited);
        usleep(1000);
    }
    return unused;
}

static int run_job(struct connection *connection)
{
    pid_t child = fork();
    if (child == 0) {
        close_connection(connection);              // expect a: CK2002 error "takes the lock 'log_lock'" // flow a1: close_connection
        _exit(0);
    }
    return child < 0 || waitpid(child, NULL, 0) != child;
}

int main(void)
{
    pthread_t server;
    if (pthread_create(&server, NULL, serve, NULL) != 0)
        return 1;
    int failures = run_job(&plain);
    stopping = 1;
    pthread_join(server, NULL);
    return failures;
}
