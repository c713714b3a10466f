#ifndef __CLEAK_EXECINFO_H
#define __CLEAK_EXECINFO_H
int backtrace(void **addresses, int size);
char **backtrace_symbols(void *const *addresses, int size);
void backtrace_symbols_fd(void *const *addresses, int size, int descriptor);
#endif
