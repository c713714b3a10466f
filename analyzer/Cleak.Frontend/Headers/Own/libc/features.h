/* Which names are declared: POSIX's unless strict ISO C is asked for, GNU's when asked for. */
#ifndef __CLEAK_FEATURES_H
#define __CLEAK_FEATURES_H
#if !defined(__STRICT_ANSI__) || defined(_POSIX_SOURCE) || defined(_POSIX_C_SOURCE) || defined(_XOPEN_SOURCE) || defined(_GNU_SOURCE) \
    || defined(_DEFAULT_SOURCE) || defined(_BSD_SOURCE) || defined(_ALL_SOURCE)
#define __CLEAK_POSIX 1
#endif
#ifdef _GNU_SOURCE
#define __CLEAK_GNU 1
#endif
#if defined(_GNU_SOURCE) || defined(_LARGEFILE64_SOURCE)
#define __CLEAK_LARGE 1
#endif
#if defined(__CLEAK_POSIX) && (!defined(__STRICT_ANSI__) || defined(_GNU_SOURCE) || defined(_DEFAULT_SOURCE) || defined(_BSD_SOURCE))
#define __CLEAK_MISC 1
#endif
#define __THROW
#define __BEGIN_DECLS
#define __END_DECLS
#define __restrict_arr
#endif
