#ifndef __CLEAK_ARPA_INET_H
#define __CLEAK_ARPA_INET_H
#include <netinet/in.h>
in_addr_t inet_addr(const char *text);
int inet_aton(const char *text, struct in_addr *address);
char *inet_ntoa(struct in_addr address);
const char *inet_ntop(int family, const void *__restrict address, char *__restrict text, socklen_t size);
int inet_pton(int family, const char *__restrict text, void *__restrict address);
in_addr_t inet_network(const char *text);
in_addr_t inet_netof(struct in_addr address);
in_addr_t inet_lnaof(struct in_addr address);
struct in_addr inet_makeaddr(in_addr_t net, in_addr_t host);
#endif
