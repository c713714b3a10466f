#ifndef __CLEAK_UCHAR_H
#define __CLEAK_UCHAR_H
#include <wchar.h>
#include <stdint.h>
typedef uint_least16_t char16_t;
typedef uint_least32_t char32_t;
size_t mbrtoc16(char16_t *__restrict wide, const char *__restrict text, size_t size, mbstate_t *__restrict state);
size_t c16rtomb(char *__restrict text, char16_t wide, mbstate_t *__restrict state);
size_t mbrtoc32(char32_t *__restrict wide, const char *__restrict text, size_t size, mbstate_t *__restrict state);
size_t c32rtomb(char *__restrict text, char32_t wide, mbstate_t *__restrict state);
#endif
