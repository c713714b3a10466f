#ifndef __CLEAK_CRYPT_H
#define __CLEAK_CRYPT_H
char *crypt(const char *key, const char *salt);
#endif
