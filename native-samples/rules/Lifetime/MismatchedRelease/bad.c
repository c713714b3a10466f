// run: none memcheck knows the families of C++ alone
/* What one family handed out goes back to another. */
#define _GNU_SOURCE
#include <dirent.h>
#include <ifaddrs.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* The child stays. */
static int run(const char *command)
{
    char line[64];
    FILE *pipe = popen(command, "r");
    if (pipe == NULL)                      // flow a1: is false
        return -1;
    char *first = fgets(line, sizeof line, pipe);
    fclose(pipe);                          // expect a: CK4009 "'popen'" // flow a2: which is not for it
    return first == NULL ? -1 : line[0];
}

/* Only the head of the list, if that. */
static int resolves(const char *name)
{
    struct addrinfo *found = NULL;
    if (getaddrinfo(name, NULL, NULL, &found) != 0)
        return 0;
    int family = found->ai_family;
    free(found);                           // expect: CK4009 "getaddrinfo"
    return family;
}

static int interfaces(void)
{
    int count = 0;
    struct ifaddrs *list;
    if (getifaddrs(&list) != 0)
        return -1;
    for (struct ifaddrs *next = list; next != NULL; next = next->ifa_next)
        count++;
    free(list);                            // expect: CK4009 "getifaddrs"
    return count;
}

/* A mapping is no block. */
static int page(void)
{
    char *bytes = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (bytes == MAP_FAILED)
        return -1;
    bytes[0] = 1;
    free(bytes);                           // expect: CK4009 "mmap"
    return 0;
}

/* A directory is no block either. */
static int is_folder(const char *path)
{
    DIR *directory = opendir(path);
    if (directory == NULL)
        return 0;
    free(directory);                       // expect: CK4009 "opendir"
    return 1;
}

/* Through wrappers of both sides. */
static void *take(size_t size)
{
    void *block = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return block == MAP_FAILED ? NULL : block;
}

static void drop(void *block)
{
    free(block);
}

static int zeroed(size_t size)
{
    char *block = take(size);
    if (block == NULL)
        return -1;
    memset(block, 0, size);
    drop(block);                           // expect: CK4009 "'take'"
    return 0;
}

int main(void)
{
    return run("true") + resolves("localhost") + interfaces() + page() + is_folder("/") + zeroed(4096);
}
