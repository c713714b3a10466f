#ifndef __CLEAK_LANGINFO_H
#define __CLEAK_LANGINFO_H
#include <locale.h>
typedef int nl_item;
#define CODESET 14
#define RADIXCHAR 0x10000
#define D_T_FMT 0x20028
#define D_FMT 0x20029
#define T_FMT 0x2002A
char *nl_langinfo(nl_item item);
#endif
