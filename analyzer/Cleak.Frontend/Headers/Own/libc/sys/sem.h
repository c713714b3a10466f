#ifndef __CLEAK_SYS_SEM_H
#define __CLEAK_SYS_SEM_H
#include <sys/ipc.h>
#define SEM_UNDO 0x1000
#define GETVAL 12
#define SETVAL 16
#define SETALL 17
struct sembuf { unsigned short sem_num; short sem_op; short sem_flg; };
int semctl(int id, int number, int command, ...);
int semget(key_t key, int count, int flags);
int semop(int id, struct sembuf *operations, size_t count);
#endif
