// run: memory
/* Released by a function that is only known by its address. */
#define _GNU_SOURCE
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A table of operations. */
struct stream;

struct stream_operations {
    int (*read)(struct stream *stream);
    void (*close)(struct stream *stream);
};

struct stream {
    const struct stream_operations *operations;
    char *buffer;
};

static int memory_read(struct stream *stream)
{
    return stream->buffer[0];
}

static void memory_close(struct stream *stream)
{
    free(stream->buffer);
    free(stream);
}

static int null_read(struct stream *stream)
{
    (void)stream;
    return -1;
}

static void null_close(struct stream *stream)
{
    free(stream);
}

static const struct stream_operations memory_operations = { memory_read, memory_close };
static const struct stream_operations null_operations = { null_read, null_close };

static struct stream *stream_open(const char *text)
{
    struct stream *stream = calloc(1, sizeof *stream);     // ok: CK4001
    if (stream == NULL)
        return NULL;
    if (text == NULL) {
        stream->operations = &null_operations;
        return stream;
    }
    stream->operations = &memory_operations;
    stream->buffer = strdup(text);         // ok: CK4001
    if (stream->buffer == NULL) {
        free(stream);
        return NULL;
    }
    return stream;
}

static int first_of(const char *text)
{
    struct stream *stream = stream_open(text);             // ok: CK4001
    if (stream == NULL)
        return -1;
    int first = stream->operations->read(stream);
    stream->operations->close(stream);
    return first;
}

/* A destructor in the object. */
struct value {
    void *data;
    void (*destroy)(void *data);
};

static struct value value_of_text(const char *text)
{
    return (struct value) { strdup(text), free };          // ok: CK4001
}

static struct value value_of_literal(const char *text)
{
    return (struct value) { (void *)text, NULL };
}

static void value_clear(struct value *value)
{
    if (value->destroy != NULL)
        value->destroy(value->data);
    value->data = NULL;
}

static void use_values(void)
{
    struct value values[2] = { value_of_text("heap"), value_of_literal("literal") };       // ok: CK4001
    for (int i = 0; i < 2; i++)
        value_clear(&values[i]);
}

/* A container that is told how its elements are released. */
struct list {
    void *items[4];
    int count;
    void (*release)(void *item);
};

static void list_add(struct list *list, void *item)
{
    if (list->count < 4)
        list->items[list->count++] = item;
    else
        list->release(item);
}

static void list_clear(struct list *list)
{
    while (list->count > 0)
        list->release(list->items[--list->count]);
}

static void fill_list(void)
{
    struct list list = { .release = free };
    for (int i = 0; i < 6; i++)
        list_add(&list, malloc(8));        // ok: CK4001
    list_clear(&list);
}

/* A release handed to a function of the library. */
static int by_text(const void *left, const void *right)
{
    return strcmp(left, right);
}

static void use_library_tree(void)
{
    void *root = NULL;
    static const char *const words[] = { "pear", "apple", "plum" };
    for (int i = 0; i < 3; i++) {
        char *word = strdup(words[i]);     // ok: CK4001
        if (word == NULL || tsearch(word, &root, by_text) == NULL)
            free(word);
    }
    tdestroy(root, free);
}

/* A parameter decides which function releases. */
static void with_block(size_t size, void (*done)(void *block))
{
    void *block = malloc(size);            // ok: CK4001
    done(block);
}

static void clear_and_free(void *block)
{
    if (block != NULL)
        memset(block, 0, 8);
    free(block);
}

/* At the end of the process. */
static char *pid_file;

static void remove_pid_file(void)
{
    free(pid_file);
}

static int remember_pid_file(const char *name)
{
    pid_file = strdup(name);               // ok: CK4001
    return atexit(remove_pid_file);
}

int main(void)
{
    int sum = first_of("text") + first_of(NULL);
    use_values();
    fill_list();
    use_library_tree();
    with_block(8, free);
    with_block(16, clear_and_free);
    sum += remember_pid_file("run.pid");
    return sum == 12345;
}
