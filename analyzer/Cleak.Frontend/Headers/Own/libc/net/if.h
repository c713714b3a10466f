#ifndef __CLEAK_NET_IF_H
#define __CLEAK_NET_IF_H
#include <sys/socket.h>
#define IF_NAMESIZE 16
#define IFNAMSIZ IF_NAMESIZE
#define IFF_UP 0x1
#define IFF_BROADCAST 0x2
#define IFF_LOOPBACK 0x8
#define IFF_POINTOPOINT 0x10
#define IFF_RUNNING 0x40
#define IFF_PROMISC 0x100
#define IFF_MULTICAST 0x1000
struct if_nameindex { unsigned int if_index; char *if_name; };
struct ifreq {
    char ifr_name[IFNAMSIZ];
    union {
        struct sockaddr ifr_addr, ifr_dstaddr, ifr_broadaddr, ifr_netmask, ifr_hwaddr;
        short ifr_flags;
        int ifr_ifindex, ifr_metric, ifr_mtu;
        char *ifr_data;
        char __map[24];
    };
};
struct ifconf { int ifc_len; union { char *ifc_buf; struct ifreq *ifc_req; }; };
unsigned int if_nametoindex(const char *name);
char *if_indextoname(unsigned int index, char *name);
struct if_nameindex *if_nameindex(void);
void if_freenameindex(struct if_nameindex *list);
#endif
