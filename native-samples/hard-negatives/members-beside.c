// run: memory
/* Bytes that are copied or set in a member, however many, leave the members beside it as they are; so do bits that are set in a word the other bits. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct address {
    unsigned short family;
    char bytes[30];
};

struct peer {
    struct address address;
    size_t length;
    char *name;
    char note[16];
    char *text;
};

/* As many bytes of the address as there are. */
static struct peer *peer(const struct address *address, size_t length, const char *name)
{
    struct peer *peer = malloc(sizeof *peer);              // ok: CK4001
    if (peer == NULL)
        return NULL;
    peer->name = strdup(name);                             // ok: CK4001
    peer->text = strdup(name);                             // ok: CK4001
    peer->length = length <= sizeof peer->address ? length : sizeof peer->address;
    size_t rest = sizeof peer->address - peer->length;
    if (rest < sizeof peer->note)
        memset(peer->note, 0, rest);
    memcpy(&peer->address, address, peer->length);
    return peer;
}

static void release(struct peer *peer)
{
    if (peer == NULL)
        return;
    free(peer->name);
    free(peer->text);
    free(peer);
}

static int used(const struct address *address, size_t length, const char *name)
{
    struct peer *one = peer(address, length, name);
    if (one == NULL)
        return -1;
    int family = one->address.family;
    release(one);
    return family;
}

enum { IN_MEMORY = 0x40, SEEN = 0x100, OTHER = 0x2 };

struct directory {
    int flags;
    void *handle;
};

/* The bit that chose how it is opened chooses how it is closed; others come and go. */
static int looked_through(struct directory *directory, const char *path)
{
    directory->handle = directory->flags & IN_MEMORY ? (void *)strdup(path) : (void *)opendir(path);
    if (directory->handle == NULL)
        return -1;
    directory->flags |= SEEN;
    directory->flags &= ~OTHER;
    if (directory->flags & IN_MEMORY)
        free(directory->handle);                           // ok: CK4009
    else
        closedir(directory->handle);                       // ok: CK4009
    return directory->flags;
}

int main(void)
{
    struct address address = { 2, "" };
    struct directory block = { IN_MEMORY | OTHER, NULL }, real = { OTHER, NULL };
    int sum = used(&address, 16, "name") + used(&address, sizeof address, "name");
    sum += looked_through(&block, "/") + looked_through(&real, "/");
    return sum == 12345;
}
