#ifndef __CLEAK_DLFCN_H
#define __CLEAK_DLFCN_H
#define RTLD_LAZY 1
#define RTLD_NOW 2
#define RTLD_NOLOAD 4
#define RTLD_DEEPBIND 8
#define RTLD_GLOBAL 0x100
#define RTLD_LOCAL 0
#define RTLD_NODELETE 0x1000
#define RTLD_NEXT ((void *)-1L)
#define RTLD_DEFAULT ((void *)0)
typedef struct { const char *dli_fname; void *dli_fbase; const char *dli_sname; void *dli_saddr; } Dl_info;
void *dlopen(const char *path, int mode);
int dlclose(void *handle);
void *dlsym(void *__restrict handle, const char *__restrict name);
void *dlvsym(void *__restrict handle, const char *__restrict name, const char *__restrict version);
char *dlerror(void);
int dladdr(const void *address, Dl_info *info);
#endif
