// run: memory
/* Functions of one file whose callers all hand them the same: what they ask of it has one answer. */
#include <stdlib.h>
#include <string.h>

struct line {
    char *buffer;
    char *spare;
    int speed;
    int is_started;
};

/* Its only caller gives it a block that is all zero: there is no buffer yet, and what fails releases both. */
static int prepare(struct line *line, size_t size)
{
    char *spare = NULL;
    char *buffer = malloc(size);                       // ok: CK4001
    if (buffer == NULL)
        goto failed;
    spare = malloc(size);                              // ok: CK4001
    if (spare == NULL)
        goto failed;
    memset(buffer, 0, size);
    memset(spare, 0, size);
    line->buffer = buffer;
    line->spare = spare;
    return 0;
failed:
    if (line->buffer != NULL) {
        line->is_started = 0;
    } else {
        free(buffer);
        free(spare);
    }
    return -1;
}

/* The speed is one of three in all calls, and that is seen two calls above. */
static int set_speed(struct line *line)
{
    char *table = malloc(64);                          // ok: CK4001
    if (table == NULL)
        return -1;
    switch (line->speed) {
    case 3:
        table[0] = 'c';
        break;
    case 4:
        table[0] = 'b';
        break;
    case 5:
        table[0] = 'a';
        break;
    default:
        return -1;
    }
    line->is_started = table[0] == 'a';
    free(table);
    return 0;
}

static struct line *open_line(int speed)
{
    struct line *line = calloc(1, sizeof *line);
    if (line == NULL)
        return NULL;
    line->speed = speed;
    if (prepare(line, 32) < 0) {
        free(line);
        return NULL;
    }
    set_speed(line);
    return line;
}

struct line *open_slow(void)
{
    return open_line(3);
}

struct line *open_normal(void)
{
    return open_line(4);
}

struct line *open_fast(void)
{
    return open_line(5);
}

static void close_line(struct line *line)
{
    if (line == NULL)
        return;
    free(line->buffer);
    free(line->spare);
    free(line);
}

static char **kept;
static size_t kept_count, kept_room;
static int is_ready;

static int keep(char *line)
{
    if (kept_count == kept_room) {
        char **more = realloc(kept, (kept_room + 64) * sizeof *more);
        if (more == NULL)
            return 0;
        kept_room += 64;
        kept = more;
    }
    kept[kept_count++] = line;
    return 1;
}

/* Kept until there is somewhere to write it. */
static void say(const char *text)
{
    if (!is_ready) {
        char *copy = strdup(text);
        if (copy != NULL && !keep(copy))
            free(copy);
    }
}

/* What is said here is not kept: its only caller says that all is ready. */
static void flush_kept(void)
{
    for (size_t i = 0; i < kept_count; i++) {
        char **line = kept + i;
        say(*line);
        free(*line);                                   // ok: CK3002
        *line = NULL;                                  // ok: CK3002
    }
    free(kept);
    kept = NULL;
    kept_count = kept_room = 0;
}

static void get_ready(void)
{
    is_ready = 1;
    flush_kept();
}

struct door {
    char *name;
    int is_open;
};

/* Released twice only where the door is open, and it never is when this is called. */
static void shut(struct door *door)
{
    free(door->name);
    if (door->is_open)
        free(door->name);                              // ok: CK4003
}

static void shut_all(void)
{
    struct door front = { malloc(4), 0 }, back = { malloc(4), 0 };
    shut(&front);
    shut(&back);
}

int main(void)
{
    say("first");
    say("second");
    get_ready();
    shut_all();
    close_line(open_slow());
    close_line(open_normal());
    close_line(open_fast());
    return 0;
}
