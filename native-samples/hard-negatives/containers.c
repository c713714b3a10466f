// run: memory
/* Containers as programs write them for themselves: each owns what it holds. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A table with open addressing, and marks where something was removed. */
struct slot {
    char *key;
    void *value;
};

struct table {
    struct slot *slots;
    size_t size;
    size_t used;
};

static char removed[1];

static size_t hash(const char *key)
{
    size_t sum = 5381;
    while (*key != '\0')
        sum = sum * 33 + (unsigned char)*key++;
    return sum;
}

static struct slot *table_find(struct table *table, const char *key)
{
    struct slot *free_slot = NULL;
    for (size_t i = 0, at = hash(key) % table->size; i < table->size; i++, at = (at + 1) % table->size) {
        struct slot *slot = &table->slots[at];
        if (slot->key == NULL)
            return free_slot != NULL ? free_slot : slot;
        if (slot->key == removed)
            free_slot = free_slot != NULL ? free_slot : slot;
        else if (strcmp(slot->key, key) == 0)
            return slot;
    }
    return free_slot;
}

static bool table_grow(struct table *table)
{
    struct table larger = { calloc(table->size * 2, sizeof *larger.slots), table->size * 2, 0 };           // ok: CK4001
    if (larger.slots == NULL)
        return false;
    for (size_t i = 0; i < table->size; i++) {
        if (table->slots[i].key == NULL || table->slots[i].key == removed)
            continue;
        *table_find(&larger, table->slots[i].key) = table->slots[i];
        larger.used++;
    }
    free(table->slots);
    *table = larger;
    return true;
}

static bool table_put(struct table *table, const char *key, void *value)
{
    if (table->used * 2 >= table->size && !table_grow(table))
        return false;
    struct slot *slot = table_find(table, key);
    if (slot->key == NULL || slot->key == removed) {
        char *copy = strdup(key);          // ok: CK4001
        if (copy == NULL)
            return false;
        slot->key = copy;
        table->used++;
    } else {
        free(slot->value);                 // ok: CK4003
    }
    slot->value = value;
    return true;
}

static void table_remove(struct table *table, const char *key)
{
    struct slot *slot = table_find(table, key);
    if (slot->key == NULL || slot->key == removed)
        return;
    free(slot->key);                       // ok: CK4004
    free(slot->value);
    slot->key = removed;
    slot->value = NULL;
}

static void table_clear(struct table *table)
{
    for (size_t i = 0; i < table->size; i++) {
        if (table->slots[i].key != removed)
            free(table->slots[i].key);     // ok: CK4004
        free(table->slots[i].value);       // ok: CK4003
    }
    free(table->slots);
}

/* A ring of messages: what is pushed out by a new one is released. */
#define RING 4

struct ring {
    char *messages[RING];
    unsigned next;
};

static bool ring_put(struct ring *ring, int number)
{
    char *message = malloc(32);            // ok: CK4001
    if (message == NULL)
        return false;
    snprintf(message, 32, "message %d", number);
    free(ring->messages[ring->next % RING]);               // ok: CK4003
    ring->messages[ring->next++ % RING] = message;
    return true;
}

static void ring_clear(struct ring *ring)
{
    for (unsigned i = 0; i < RING; i++) {
        free(ring->messages[i]);           // ok: CK4003
        ring->messages[i] = NULL;
    }
}

/* A sorted array of owned texts, into which one is moved. */
struct names {
    char **items;
    size_t count;
    size_t capacity;
};

static bool names_add(struct names *names, const char *name)
{
    size_t at = 0;
    while (at < names->count && strcmp(names->items[at], name) < 0)
        at++;
    if (at < names->count && strcmp(names->items[at], name) == 0)
        return true;
    if (names->count == names->capacity) {
        size_t capacity = names->capacity * 2 + 4;
        char **items = realloc(names->items, capacity * sizeof *items);    // ok: CK3001
        if (items == NULL)
            return false;
        names->items = items;
        names->capacity = capacity;
    }
    char *copy = strdup(name);             // ok: CK4001
    if (copy == NULL)
        return false;
    memmove(&names->items[at + 1], &names->items[at], (names->count - at) * sizeof *names->items);
    names->items[at] = copy;
    names->count++;
    return true;
}

static void names_remove(struct names *names, size_t at)
{
    free(names->items[at]);
    names->count--;
    memmove(&names->items[at], &names->items[at + 1], (names->count - at) * sizeof *names->items);
}

static void names_clear(struct names *names)
{
    while (names->count > 0)
        free(names->items[--names->count]);                // ok: CK4002, CK4003
    free(names->items);
}

/* A list without its doubles, by pointers to links. */
struct link {
    struct link *next;
    int number;
};

static struct link *link_new(int number, struct link *next)
{
    struct link *link = malloc(sizeof *link);              // ok: CK4001
    if (link == NULL)
        abort();
    *link = (struct link){ next, number };
    return link;
}

static void drop_doubles(struct link *list)
{
    for (struct link *link = list; link != NULL; link = link->next) {
        struct link **at = &link->next;
        while (*at != NULL) {
            if ((*at)->number == link->number) {
                struct link *gone = *at;
                *at = gone->next;
                free(gone);                // ok: CK4002
            } else {
                at = &(*at)->next;
            }
        }
    }
}

static int list_drain(struct link **list)
{
    int sum = 0;
    for (struct link *link; (link = *list) != NULL;) {
        *list = link->next;
        sum += link->number;
        free(link);                        // ok: CK4002, CK4003
    }
    return sum;
}

/* A heap of records that are moved by value, each with its text. */
struct task {
    int priority;
    char *text;
};

struct heap {
    struct task tasks[8];
    size_t count;
};

static bool heap_push(struct heap *heap, int priority, const char *text)
{
    struct task task = { priority, strdup(text) };         // ok: CK4001
    if (task.text == NULL || heap->count == 8) {
        free(task.text);
        return false;
    }
    size_t at = heap->count++;
    while (at > 0 && heap->tasks[(at - 1) / 2].priority > priority) {
        heap->tasks[at] = heap->tasks[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    heap->tasks[at] = task;
    return true;
}

static bool heap_pop(struct heap *heap, struct task *task)
{
    if (heap->count == 0)
        return false;
    *task = heap->tasks[0];
    struct task last = heap->tasks[--heap->count];
    size_t at = 0;
    for (size_t child; (child = at * 2 + 1) < heap->count; at = child) {
        if (child + 1 < heap->count && heap->tasks[child + 1].priority < heap->tasks[child].priority)
            child++;
        if (heap->tasks[child].priority >= last.priority)
            break;
        heap->tasks[at] = heap->tasks[child];
    }
    heap->tasks[at] = last;
    return true;
}

/* The oldest of a cache of fixed size makes room. */
struct entry {
    struct entry *newer;
    struct entry *older;
    char *key;
};

struct cache {
    struct entry *newest;
    struct entry *oldest;
    size_t count;
};

static void cache_unlink(struct cache *cache, struct entry *entry)
{
    *(entry->newer != NULL ? &entry->newer->older : &cache->newest) = entry->older;
    *(entry->older != NULL ? &entry->older->newer : &cache->oldest) = entry->newer;
    cache->count--;
}

static void cache_link(struct cache *cache, struct entry *entry)
{
    entry->newer = NULL;
    entry->older = cache->newest;
    if (cache->newest != NULL)
        cache->newest->newer = entry;
    else
        cache->oldest = entry;
    cache->newest = entry;
    cache->count++;
}

static void cache_touch(struct cache *cache, const char *key)
{
    struct entry *entry = cache->newest;
    while (entry != NULL && strcmp(entry->key, key) != 0)
        entry = entry->older;
    if (entry != NULL) {
        cache_unlink(cache, entry);
    } else {
        entry = calloc(1, sizeof *entry);  // ok: CK4001
        if (entry == NULL || (entry->key = strdup(key)) == NULL)           // ok: CK4001
            abort();
    }
    cache_link(cache, entry);
    while (cache->count > 3) {
        struct entry *oldest = cache->oldest;
        cache_unlink(cache, oldest);
        free(oldest->key);                 // ok: CK4002
        free(oldest);                      // ok: CK4003
    }
}

static void cache_clear(struct cache *cache)
{
    while (cache->newest != NULL) {
        struct entry *entry = cache->newest;
        cache_unlink(cache, entry);
        free(entry->key);                  // ok: CK4002
        free(entry);                       // ok: CK4003
    }
}

int main(void)
{
    struct table table = { calloc(4, sizeof *table.slots), 4, 0 };
    if (table.slots == NULL)
        return 1;
    for (int i = 0; i < 20; i++) {
        char key[16];
        snprintf(key, sizeof key, "key %d", i % 15);
        void *value = malloc(4);
        if (!table_put(&table, key, value))
            free(value);
    }
    table_remove(&table, "key 3");
    table_remove(&table, "nothing");
    table_clear(&table);

    struct ring ring = { { NULL }, 0 };
    for (int i = 0; i < 10; i++)
        ring_put(&ring, i);
    ring_clear(&ring);

    struct names names = { NULL, 0, 0 };
    names_add(&names, "b");
    names_add(&names, "a");
    names_add(&names, "b");
    names_remove(&names, 0);
    names_clear(&names);

    struct link *list = link_new(1, link_new(2, link_new(1, link_new(2, NULL))));
    drop_doubles(list);
    int sum = list_drain(&list);

    struct heap heap = { .count = 0 };
    heap_push(&heap, 3, "three");
    heap_push(&heap, 1, "one");
    heap_push(&heap, 2, "two");
    for (struct task task; heap_pop(&heap, &task);)
        free(task.text);

    struct cache cache = { NULL, NULL, 0 };
    for (int i = 0; i < 8; i++) {
        char key[16];
        snprintf(key, sizeof key, "%d", i % 5);
        cache_touch(&cache, key);
    }
    cache_clear(&cache);
    return sum == 12345;
}
