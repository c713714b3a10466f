#ifndef __CLEAK_LINK_H
#define __CLEAK_LINK_H
#include <stddef.h>
#include <stdint.h>
#define PT_NULL 0
#define PT_LOAD 1
#define PT_DYNAMIC 2
#define PT_INTERP 3
#define PT_NOTE 4
#define PT_PHDR 6
#define PT_TLS 7
typedef struct { uint32_t p_type, p_flags; uint64_t p_offset, p_vaddr, p_paddr, p_filesz, p_memsz, p_align; } Elf64_Phdr;
typedef struct { uint32_t p_type, p_offset, p_vaddr, p_paddr, p_filesz, p_memsz, p_flags, p_align; } Elf32_Phdr;
typedef uint64_t Elf64_Addr;
typedef uint32_t Elf32_Addr;
typedef uint16_t Elf64_Half, Elf32_Half;
#if __SIZEOF_POINTER__ == 8
#define ElfW(type) Elf64_##type
#else
#define ElfW(type) Elf32_##type
#endif
struct dl_phdr_info {
    ElfW(Addr) dlpi_addr;
    const char *dlpi_name;
    const ElfW(Phdr) *dlpi_phdr;
    ElfW(Half) dlpi_phnum;
    unsigned long long dlpi_adds, dlpi_subs;
    size_t dlpi_tls_modid;
    void *dlpi_tls_data;
};
struct link_map { ElfW(Addr) l_addr; char *l_name; void *l_ld; struct link_map *l_next, *l_prev; };
int dl_iterate_phdr(int (*look)(struct dl_phdr_info *info, size_t size, void *data), void *data);
#endif
