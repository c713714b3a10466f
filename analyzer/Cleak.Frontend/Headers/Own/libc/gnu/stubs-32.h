/* Debian ships this with its 32-bit C library; the other headers serve both widths. */
#ifndef __CLEAK_GNU_STUBS_32_H
#define __CLEAK_GNU_STUBS_32_H

#endif
