#ifndef __CLEAK_SYS_SHM_H
#define __CLEAK_SYS_SHM_H
#include <sys/ipc.h>
#define SHM_RDONLY 010000
typedef unsigned long shmatt_t;
struct shmid_ds {
    struct ipc_perm shm_perm;
    size_t shm_segsz;
    time_t shm_atime, shm_dtime, shm_ctime;
    pid_t shm_cpid, shm_lpid;
    shmatt_t shm_nattch;
    unsigned long __reserved[2];
};
void *shmat(int id, const void *address, int flags);
int shmctl(int id, int command, struct shmid_ds *data);
int shmdt(const void *address);
int shmget(key_t key, size_t size, int flags);
#endif
