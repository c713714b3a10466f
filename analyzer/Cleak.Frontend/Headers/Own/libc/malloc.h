#ifndef __CLEAK_MALLOC_H
#define __CLEAK_MALLOC_H
#include <stdlib.h>
void *memalign(size_t alignment, size_t size) __attribute__((malloc));
void *pvalloc(size_t size) __attribute__((malloc));
void *valloc(size_t size) __attribute__((malloc));
size_t malloc_usable_size(void *block);
int malloc_trim(size_t pad);
int mallopt(int parameter, int value);
void malloc_stats(void);
struct mallinfo { int arena, ordblks, smblks, hblks, hblkhd, usmblks, fsmblks, uordblks, fordblks, keepcost; };
struct mallinfo2 { size_t arena, ordblks, smblks, hblks, hblkhd, usmblks, fsmblks, uordblks, fordblks, keepcost; };
struct mallinfo mallinfo(void);
struct mallinfo2 mallinfo2(void);
#define M_TRIM_THRESHOLD (-1)
#define M_TOP_PAD (-2)
#define M_MMAP_THRESHOLD (-3)
#define M_MMAP_MAX (-4)
#define M_ARENA_MAX (-8)
#endif
