// run: memory
/* Blocks handed to a function that stores them in a place which it has to look for: the end of a list, a bucket of a table. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct address {
    struct address *next;
    int port;
};

static struct address *new_address(int port)
{
    struct address *address = calloc(1, sizeof *address);  // ok: CK4001
    if (address != NULL)
        address->port = port;
    return address;
}

static void free_addresses(struct address *address)
{
    while (address != NULL) {
        struct address *next = address->next;
        free(address);                                     // ok: CK4003
        address = next;
    }
}

static struct address *append(struct address *first, struct address *last)
{
    struct address *address = first;
    if (address == NULL)
        return last;
    while (address->next != NULL)
        address = address->next;
    address->next = last;
    return first;
}

static int both(struct address **result)
{
    struct address *six = new_address(6), *four;           // ok: CK4001
    if (six == NULL)
        return -1;
    four = new_address(4);                                 // ok: CK4001
    if (four == NULL) {
        free_addresses(six);
        return -1;
    }
    *result = append(four, six);
    return 0;
}

static int several(struct address **result, int n)
{
    struct address *list = NULL;
    for (int i = 0; i < n; i++) {
        struct address *address = new_address(i);          // ok: CK4001
        if (address == NULL) {
            free_addresses(list);
            return -1;
        }
        list = append(list, address);
    }
    *result = list;
    return 0;
}

struct entry {
    struct entry *next;
    const void *key;
};

static struct entry *table[8];

static struct entry **place(const void *key)
{
    struct entry **at = &table[((uintptr_t)key >> 4) % 8];
    while (*at != NULL && (*at)->key != key)
        at = &(*at)->next;
    return at;
}

static void note(const void *key)
{
    struct entry **at = place(key);
    if (*at != NULL)
        return;
    struct entry *entry = malloc(sizeof *entry);           // ok: CK4001
    if (entry == NULL)
        exit(1);
    entry->key = key;
    entry->next = NULL;
    *at = entry;
}

static void forget_all(void)
{
    for (int i = 0; i < 8; i++) {
        while (table[i] != NULL) {
            struct entry *entry = table[i];
            table[i] = entry->next;
            free(entry);                                   // ok: CK4003
        }
    }
}

/* A mark where a pointer is expected: no block has an address in the first page. */
#define SKIPPED ((struct address *)2)

static struct address *unless(int skip)
{
    if (skip)
        return SKIPPED;
    struct address *address = calloc(1, sizeof *address);  // ok: CK4001
    if (address == NULL)
        exit(1);
    return address;
}

static int port_unless(int skip)
{
    struct address *address = unless(skip);                // ok: CK4001
    if (address == SKIPPED)
        return -1;
    int port = address->port;
    free(address);
    return port;
}

int main(int argc, char **argv)
{
    struct address *list = NULL;
    if (both(&list) == 0)
        free_addresses(list);
    list = NULL;
    if (several(&list, argc + 5) == 0)
        free_addresses(list);
    for (int i = 0; i < argc; i++)
        note(argv[i]);
    note(table);
    forget_all();
    printf("%d %d\n", port_unless(argc > 1), port_unless(argc > 2));
    return 0;
}
