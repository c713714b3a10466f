#ifndef __CLEAK_GNU_STUBS_X32_H
#define __CLEAK_GNU_STUBS_X32_H

#endif
