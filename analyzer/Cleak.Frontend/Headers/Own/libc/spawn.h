#ifndef __CLEAK_SPAWN_H
#define __CLEAK_SPAWN_H
#include <sys/types.h>
#include <signal.h>
#include <sched.h>
typedef struct { short __flags; pid_t __group; sigset_t __default, __mask; struct sched_param __parameters; int __policy; int __padding[16]; } posix_spawnattr_t;
typedef struct { int __allocated, __used; void *__actions; int __padding[16]; } posix_spawn_file_actions_t;
#define POSIX_SPAWN_RESETIDS 1
#define POSIX_SPAWN_SETPGROUP 2
#define POSIX_SPAWN_SETSIGDEF 4
#define POSIX_SPAWN_SETSIGMASK 8
#define POSIX_SPAWN_USEVFORK 64
#define POSIX_SPAWN_SETSID 128
int posix_spawn(pid_t *__restrict process, const char *__restrict path, const posix_spawn_file_actions_t *actions,
    const posix_spawnattr_t *__restrict attributes, char *const arguments[__restrict], char *const environment[__restrict]);
int posix_spawnp(pid_t *__restrict process, const char *__restrict file, const posix_spawn_file_actions_t *actions,
    const posix_spawnattr_t *__restrict attributes, char *const arguments[__restrict], char *const environment[__restrict]);
int posix_spawnattr_init(posix_spawnattr_t *attributes);
int posix_spawnattr_destroy(posix_spawnattr_t *attributes);
int posix_spawnattr_setflags(posix_spawnattr_t *attributes, short flags);
int posix_spawnattr_setpgroup(posix_spawnattr_t *attributes, pid_t group);
int posix_spawnattr_setsigdefault(posix_spawnattr_t *__restrict attributes, const sigset_t *__restrict set);
int posix_spawnattr_setsigmask(posix_spawnattr_t *__restrict attributes, const sigset_t *__restrict mask);
int posix_spawn_file_actions_init(posix_spawn_file_actions_t *actions);
int posix_spawn_file_actions_destroy(posix_spawn_file_actions_t *actions);
int posix_spawn_file_actions_addopen(posix_spawn_file_actions_t *__restrict actions, int descriptor, const char *__restrict path, int flags, mode_t mode);
int posix_spawn_file_actions_addclose(posix_spawn_file_actions_t *actions, int descriptor);
int posix_spawn_file_actions_adddup2(posix_spawn_file_actions_t *actions, int descriptor, int target);
#endif
