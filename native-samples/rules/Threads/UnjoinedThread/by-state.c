// run: threads
/* A member beside the handle says which threads there are to join. */
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

enum status { STATUS_NONE, STATUS_DONE, STATUS_NO_THREAD };

struct parameters {
    int device;
    enum status status;
};

struct sender {
    pthread_t id;
    struct parameters parameters;
};

static void *send_command(void *given)
{
    struct parameters *parameters = given;
    usleep(100);
    parameters->status = STATUS_DONE;
    return NULL;
}

int send_to_all(int count)
{
    struct sender senders[4];
    int sent = 0;
    if (count > 4)
        count = 4;
    for (int i = 0; i < count; i++) {
        senders[i].parameters.status = STATUS_NONE;
        senders[i].parameters.device = i;
        if (pthread_create(&senders[i].id, NULL, send_command, &senders[i].parameters) != 0)       // ok: CK1002
            senders[i].parameters.status = STATUS_NO_THREAD;
    }
    for (int i = 0; i < count; i++) {
        if (senders[i].parameters.status != STATUS_NO_THREAD)
            pthread_join(senders[i].id, NULL);
        sent += senders[i].parameters.status == STATUS_DONE;
    }
    return sent;
}

static void *rest(void *unused)
{
    usleep(100);
    return unused;
}

/* The way out before that loop asks nothing. */
int send_to_some(int count, int is_dry)
{
    struct sender senders[4];
    int sent = 0;
    if (count > 4)
        count = 4;
    for (int i = 0; i < count; i++) {
        senders[i].parameters.status = STATUS_NONE;
        senders[i].parameters.device = i;
        if (pthread_create(&senders[i].id, NULL, rest, NULL) != 0)                                  // expect: CK1002 "neither joined nor detached"
            senders[i].parameters.status = STATUS_NO_THREAD;
    }
    if (is_dry)
        return 0;
    for (int i = 0; i < count; i++) {
        if (senders[i].parameters.status != STATUS_NO_THREAD)
            pthread_join(senders[i].id, NULL);
        sent += senders[i].parameters.status == STATUS_DONE;
    }
    return sent;
}

int main(void)
{
    printf("%d %d\n", send_to_all(3), send_to_some(2, 1));
    usleep(20000);
    return 0;
}
