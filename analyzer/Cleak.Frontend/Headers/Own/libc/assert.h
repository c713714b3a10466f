/* C17 7.2: what assert means is decided anew at each inclusion. */
#undef assert
#ifdef NDEBUG
#define assert(condition) ((void)0)
#else
#define assert(condition) ((condition) ? (void)0 : __assert_fail(#condition, __FILE__, __LINE__, __func__))
#endif
#ifndef __CLEAK_ASSERT_H
#define __CLEAK_ASSERT_H
void __assert_fail(const char *condition, const char *file, unsigned int line, const char *function) __attribute__((noreturn));
#if !defined(__STDC_VERSION__) || __STDC_VERSION__ < 202000L
#define static_assert _Static_assert
#endif
#endif
