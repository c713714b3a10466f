// run: memory
/* Which function it is was decided when the pointer was stored, together with what the object holds. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Streams of two sorts: one allocates while it writes and keeps that, the other writes in place. */
struct stream {
    int (*write)(struct stream *stream, const char *text);
    void (*close)(struct stream *stream);
    union {
        struct {
            char *place;
            size_t room;
        } fixed;
        struct {
            char *grown;
        } heap;
    } as;
};

static int fixed_write(struct stream *stream, const char *text)
{
    size_t length = strlen(text);
    if (length >= stream->as.fixed.room)
        return -1;
    memcpy(stream->as.fixed.place, text, length + 1);
    stream->as.fixed.place += length;
    stream->as.fixed.room -= length;
    return 0;
}

static void fixed_close(struct stream *stream)
{
    stream->as.fixed.room = 0;
}

static int heap_write(struct stream *stream, const char *text)
{
    char *copy = strdup(text);
    if (copy == NULL)
        return -1;
    free(stream->as.heap.grown);
    stream->as.heap.grown = copy;
    return 0;
}

static void heap_close(struct stream *stream)
{
    free(stream->as.heap.grown);
    stream->as.heap.grown = NULL;
}

static void open_fixed(struct stream *stream, char *place, size_t room)
{
    stream->write = fixed_write;
    stream->close = fixed_close;
    stream->as.fixed.place = place;
    stream->as.fixed.room = room;
}

static void open_heap(struct stream *stream)
{
    stream->write = heap_write;
    stream->close = heap_close;
    stream->as.heap.grown = NULL;
}

static int emit(struct stream *stream, const char *text)
{
    return stream->write(stream, text);    // ok: CK4001
}

/* The writer allocates nothing here: the stream is of the other sort. */
int into_place(void)
{
    char place[32];
    struct stream stream;
    open_fixed(&stream, place, sizeof place);
    return emit(&stream, "a") + emit(&stream, "b");        // ok: CK4001
}

int into_heap(void)
{
    struct stream stream;
    open_heap(&stream);
    int rc = emit(&stream, "a") + emit(&stream, "b");      // ok: CK4001
    stream.close(&stream);
    return rc;
}

/* Values that are owned, or borrowed: each with its own release. */
struct handle {
    char *text;
    void (*release)(char *text);
};

static void release_owned(char *text)
{
    free(text);
}

static void release_borrowed(char *text)
{
    (void)text;
}

static struct handle owned(const char *text)
{
    return (struct handle) { strdup(text), release_owned };    // ok: CK4001
}

static struct handle borrowed(char *text)
{
    return (struct handle) { text, release_borrowed };
}

static int measured(struct handle *handle)
{
    int length = handle->text == NULL ? 0 : (int)strlen(handle->text);
    handle->release(handle->text);
    return length;
}

int both_sorts(void)
{
    char here[] = "here";
    struct handle first = owned("there"), second = borrowed(here);
    int sum = measured(&first);
    sum += measured(&second);              // ok: CK4004
    return sum + here[0];                  // ok: CK4002
}

/* Released by hand after a callee that may be of either sort. */
int lent_and_released(void)
{
    char *text = strdup("lent");           // ok: CK4001
    if (text == NULL)
        return -1;
    struct handle handle = borrowed(text);
    int length = measured(&handle);
    free(text);                            // ok: CK4003
    return length;
}

/* A comparer and a hash do nothing to what they are given. */
struct set {
    char *items[8];
    int count;
    int (*compare)(const char *one, const char *other);
};

static int set_add(struct set *set, char *item)
{
    for (int i = 0; i < set->count; i++) {
        if (set->compare(set->items[i], item) == 0)
            return 0;
    }
    if (set->count == 8)
        return 0;
    set->items[set->count++] = item;
    return 1;
}

int added_or_released(const char *const *words, int count)
{
    struct set set = { .compare = strcmp };
    for (int i = 0; i < count; i++) {
        char *word = strdup(words[i]);     // ok: CK4001
        if (word != NULL && !set_add(&set, word))
            free(word);                    // ok: CK4003
    }
    int added = set.count;
    while (set.count > 0)
        free(set.items[--set.count]);
    return added;
}

/* Counted while they are stored, released down to none. */
struct stack {
    void *items[4];
    int count;
};

static void push(struct stack *stack, void *item)
{
    if (stack->count < 4)
        stack->items[stack->count++] = item;
    else
        free(item);
}

static void clear(struct stack *stack)
{
    while (stack->count > 0)
        free(stack->items[--stack->count]);
}

int pushed_and_cleared(void)
{
    struct stack stack = { .count = 0 };
    for (int i = 0; i < 6; i++)
        push(&stack, malloc(8));           // ok: CK4001
    clear(&stack);
    return stack.count;
}

int main(void)
{
    static const char *const words[] = { "one", "two", "one" };
    int sum = into_place() + into_heap() + both_sorts() + lent_and_released();
    sum += added_or_released(words, 3) + pushed_and_cleared();
    return sum == 12345;
}
