// run: memory
/* Pointers that are more, or look like less, than pointers. */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A number or a text, told apart by the lowest bit. */
typedef uintptr_t value;

static value value_of_number(int number)
{
    return ((uintptr_t)(unsigned)number << 1) | 1;
}

static value value_of_text(const char *text)
{
    char *copy = strdup(text);             // ok: CK4001
    return (uintptr_t)copy;
}

static int value_is_number(value value)
{
    return (int)(value & 1);
}

static void value_free(value value)
{
    if (!value_is_number(value))
        free((void *)value);
}

static int use_values(void)
{
    value first = value_of_number(7);
    value second = value_of_text("seven"); // ok: CK4001
    int number = value_is_number(first) ? (int)(first >> 1) : 0;
    value_free(first);
    value_free(second);
    return number;
}

/* A mark on a list's link. */
struct entry {
    uintptr_t next;
    int number;
};

#define MARK ((uintptr_t)1)

static struct entry *entry_of(uintptr_t link)
{
    return (struct entry *)(link & ~MARK);
}

static int use_marked(void)
{
    struct entry *second = calloc(1, sizeof *second);      // ok: CK4001
    struct entry *first = calloc(1, sizeof *first);        // ok: CK4001
    if (first == NULL || second == NULL) {
        free(first);
        free(second);
        return -1;
    }
    second->number = 2;
    first->next = (uintptr_t)second | MARK;
    int number = entry_of(first->next)->number;
    free(entry_of(first->next));
    free(first);
    return number;
}

/* An owner's flag in the pointer: only what was copied is released. */
static const char *intern(const char *text, int copy, uintptr_t *owned)
{
    const char *result = copy ? strdup(text) : text;       // ok: CK4001
    *owned = (uintptr_t)result | (copy ? MARK : 0);
    return result;
}

static size_t use_interned(const char *text, int copy)
{
    uintptr_t owned;
    const char *result = intern(text, copy, &owned);
    size_t length = result == NULL ? 0 : strlen(result);
    if (owned & MARK)
        free((void *)(owned & ~MARK));
    return length;
}

/* Through an integer: a user's number for the block. */
static intptr_t handle_open(size_t size)
{
    return (intptr_t)malloc(size);         // ok: CK4001
}

static void handle_close(intptr_t handle)
{
    free((void *)handle);
}

/* A thread's argument that is a number or a block. */
static void *run(void *argument)
{
    uintptr_t bits = (uintptr_t)argument;
    if (bits & MARK)
        return (void *)(bits >> 1);
    int *number = argument;
    uintptr_t result = (uintptr_t)*number;
    free(number);
    return (void *)result;
}

static int run_both(void)
{
    pthread_t first, second;
    void *one = NULL, *two = NULL;
    if (pthread_create(&first, NULL, run, (void *)(((uintptr_t)20 << 1) | MARK)) != 0)
        return -1;
    int *number = malloc(sizeof *number);  // ok: CK4001
    if (number != NULL)
        *number = 22;
    if (number != NULL && pthread_create(&second, NULL, run, number) == 0)
        pthread_join(second, &two);
    else
        free(number);                      // ok: CK4003
    pthread_join(first, &one);
    return (int)((intptr_t)one + (intptr_t)two);
}

/* The two halves of a union. */
union cell {
    char *text;
    long number;
};

struct variant {
    int is_text;
    union cell cell;
};

static void variant_set(struct variant *variant, const char *text, long number)
{
    variant->is_text = text != NULL;
    if (variant->is_text)
        variant->cell.text = strdup(text); // ok: CK4001
    else
        variant->cell.number = number;
}

static void variant_clear(struct variant *variant)
{
    if (variant->is_text)
        free(variant->cell.text);
    variant->is_text = 0;
}

int main(void)
{
    struct variant variant;
    int sum = use_values() + use_marked() + (int)use_interned("text", 0) + (int)use_interned("text", 1);
    handle_close(handle_open(8));
    sum += run_both();
    variant_set(&variant, "text", 0);
    variant_clear(&variant);
    variant_set(&variant, NULL, 5);
    variant_clear(&variant);
    return sum == 12345;
}
