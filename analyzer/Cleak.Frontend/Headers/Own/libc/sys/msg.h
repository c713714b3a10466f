#ifndef __CLEAK_SYS_MSG_H
#define __CLEAK_SYS_MSG_H
#include <sys/ipc.h>
#define MSG_NOERROR 010000
typedef unsigned long msgqnum_t;
typedef unsigned long msglen_t;
struct msqid_ds {
    struct ipc_perm msg_perm;
    time_t msg_stime, msg_rtime, msg_ctime;
    unsigned long __msg_cbytes;
    msgqnum_t msg_qnum;
    msglen_t msg_qbytes;
    pid_t msg_lspid, msg_lrpid;
    unsigned long __reserved[2];
};
int msgctl(int id, int command, struct msqid_ds *data);
int msgget(key_t key, int flags);
ssize_t msgrcv(int id, void *message, size_t size, long type, int flags);
int msgsnd(int id, const void *message, size_t size, int flags);
#endif
