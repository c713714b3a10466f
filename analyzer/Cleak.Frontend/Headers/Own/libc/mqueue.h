#ifndef __CLEAK_MQUEUE_H
#define __CLEAK_MQUEUE_H
#include <sys/types.h>
#include <time.h>
#include <fcntl.h>
typedef int mqd_t;
struct sigevent;
struct mq_attr { long mq_flags, mq_maxmsg, mq_msgsize, mq_curmsgs, __reserved[4]; };
mqd_t mq_open(const char *name, int flags, ...);
int mq_close(mqd_t queue);
int mq_unlink(const char *name);
int mq_send(mqd_t queue, const char *message, size_t size, unsigned int priority);
ssize_t mq_receive(mqd_t queue, char *message, size_t size, unsigned int *priority);
int mq_getattr(mqd_t queue, struct mq_attr *attributes);
int mq_setattr(mqd_t queue, const struct mq_attr *__restrict attributes, struct mq_attr *__restrict old_attributes);
int mq_notify(mqd_t queue, const struct sigevent *event);
#endif
