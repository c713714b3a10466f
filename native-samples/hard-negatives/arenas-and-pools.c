// run: memory
/* Blocks that are not released one by one. */
#include <stdlib.h>
#include <string.h>

struct chunk {
    struct chunk *next;
    size_t used;
    size_t size;
    char bytes[];
};

struct arena {
    struct chunk *chunks;
};

static void *arena_alloc(struct arena *arena, size_t size)
{
    struct chunk *chunk = arena->chunks;
    if (chunk == NULL || chunk->size - chunk->used < size) {
        size_t capacity = size < 256 ? 256 : size;
        chunk = malloc(sizeof *chunk + capacity);          // ok: CK4001
        if (chunk == NULL)
            return NULL;
        chunk->next = arena->chunks;
        chunk->used = 0;
        chunk->size = capacity;
        arena->chunks = chunk;
    }
    void *place = chunk->bytes + chunk->used;
    chunk->used += size;
    return place;
}

static char *arena_copy(struct arena *arena, const char *text)
{
    char *copy = arena_alloc(arena, strlen(text) + 1);     // ok: CK4001
    if (copy != NULL)
        strcpy(copy, text);
    return copy;
}

static void arena_free(struct arena *arena)
{
    while (arena->chunks != NULL) {
        struct chunk *chunk = arena->chunks;
        arena->chunks = chunk->next;
        free(chunk);                       // ok: CK4002, CK4003
    }
}

/* What comes out of an arena is dropped at will. */
static size_t parse(const char *text)
{
    struct arena arena = { NULL };
    size_t length = 0;
    for (int i = 0; i < 100; i++) {
        char *copy = arena_copy(&arena, text);             // ok: CK4001
        if (copy == NULL)
            break;
        length += strlen(copy);
    }
    arena_free(&arena);
    return length;
}

/* A free list: released blocks wait for their next use. */
struct cell {
    struct cell *next;
    int value;
};

static struct cell *free_cells;

static struct cell *cell_new(int value)
{
    struct cell *cell = free_cells;
    if (cell != NULL)
        free_cells = cell->next;
    else
        cell = malloc(sizeof *cell);       // ok: CK4001
    if (cell != NULL) {
        cell->next = NULL;
        cell->value = value;
    }
    return cell;
}

static void cell_drop(struct cell *cell)
{
    if (cell == NULL)
        return;
    cell->next = free_cells;
    free_cells = cell;
}

static int use_cells(void)
{
    struct cell *first = cell_new(1);      // ok: CK4001
    cell_drop(first);
    struct cell *second = cell_new(2);     // ok: CK4001
    int value = second == NULL ? 0 : second->value;        // ok: CK4002
    cell_drop(second);
    return value;
}

static void cells_free(void)
{
    while (free_cells != NULL) {
        struct cell *cell = free_cells;
        free_cells = cell->next;
        free(cell);
    }
}

/* A pool of fixed slots, each of which keeps its buffer from use to use. */
struct slot {
    int busy;
    char *buffer;
};

static struct slot slots[4];

static struct slot *slot_take(void)
{
    for (int i = 0; i < 4; i++) {
        if (slots[i].busy)
            continue;
        if (slots[i].buffer == NULL)
            slots[i].buffer = malloc(64);  // ok: CK4001
        if (slots[i].buffer == NULL)
            return NULL;
        slots[i].busy = 1;
        return &slots[i];
    }
    return NULL;
}

static void slots_free(void)
{
    for (int i = 0; i < 4; i++) {
        free(slots[i].buffer);
        slots[i].buffer = NULL;
    }
}

/* Each block is also in a list of all: that list releases them. */
struct tracked {
    struct tracked *all;
    char *text;
};

static struct tracked *all_tracked;

static const char *track(const char *text)
{
    struct tracked *tracked = malloc(sizeof *tracked);     // ok: CK4001
    if (tracked == NULL)
        return NULL;
    tracked->text = strdup(text);          // ok: CK4001
    tracked->all = all_tracked;
    all_tracked = tracked;
    return tracked->text;
}

static void release_all(void)
{
    struct tracked *next;
    for (struct tracked *tracked = all_tracked; tracked != NULL; tracked = next) {
        next = tracked->all;
        free(tracked->text);
        free(tracked);
    }
    all_tracked = NULL;
}

int main(void)
{
    int sum = (int)parse("text") + use_cells();
    cells_free();
    struct slot *slot = slot_take();
    if (slot != NULL) {
        slot->buffer[0] = '\0';
        slot->busy = 0;
    }
    sum += slot_take() == NULL;
    slots_free();
    sum += track("one") == NULL || track("two") == NULL;
    release_all();
    return sum == 12345;
}
