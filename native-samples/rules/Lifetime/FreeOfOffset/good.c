// run: memory
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct header {
    unsigned length;
    unsigned kind;
};

struct node {
    struct node *next;
};

struct item {
    int key;
    struct node node;
};

struct first {
    struct node node;
    int key;
};

/* A second pointer walks. */
int first_word(const char *text)
{
    char *line = strdup(text);
    if (line == NULL)
        return -1;
    char *word = line;
    while (*word == ' ')
        word++;
    int letter = *word;
    free(line);                            // ok: CK4005
    return letter;
}

/* There and back. */
int sum(size_t count)
{
    int *numbers = calloc(count + 1, sizeof *numbers);
    if (numbers == NULL)
        return -1;
    int *last = numbers;
    last++;
    int total = *--last;
    free(last);                            // ok: CK4005
    return total;
}

/* A header before what is handed out, and a release that goes back to it. */
static void *counted_alloc(size_t size)
{
    struct header *header = malloc(sizeof *header + size);
    if (header == NULL)
        return NULL;
    header->length = (unsigned)size;
    return header + 1;
}

static void counted_free(void *bytes)
{
    if (bytes != NULL)
        free((struct header *)bytes - 1);  // ok: CK4005
}

void store(void)
{
    char *bytes = counted_alloc(16);
    if (bytes == NULL)
        return;
    bytes[0] = 'x';
    counted_free(bytes);                   // ok: CK4005
}

/* The list has the member, the release goes back to the record. */
static void item_free(struct node *node)
{
    free((char *)node - offsetof(struct item, node)); // ok: CK4005
}

void drop_item(void)
{
    struct item *item = malloc(sizeof *item);
    if (item == NULL)
        return;
    item->key = 1;
    item_free(&item->node);                // ok: CK4005
}

/* A member at the start has the address of its record. */
void drop_first(void)
{
    struct first *first = malloc(sizeof *first);
    if (first == NULL)
        return;
    first->key = 1;
    struct node *node = &first->node;
    free(node);                            // ok: CK4005
}

/* Arrays that count from one. */
void vector(size_t count)
{
    double *values = malloc(count * sizeof *values);
    if (values == NULL)
        return;
    double *from_one = values - 1;
    from_one[1] = 0.5;
    free(from_one + 1);                    // ok: CK4005
}

/* Headers of several sizes: the byte before the text says which. */
static char *text_new(const char *from, size_t length)
{
    size_t header = length < 32 ? 1 : 5;
    char *block = malloc(header + length + 1);
    if (block == NULL)
        return NULL;
    char *text = block + header;
    text[-1] = length < 32 ? 'a' : 'b';
    memcpy(text, from, length);
    text[length] = '\0';
    return text;
}

static void text_free(char *text)
{
    if (text == NULL)
        return;
    if (text[-1] == 'a')
        free(text - 1);                    // ok: CK4005
    else
        free(text - 5);                    // ok: CK4005
}

static int text_length(char *text)
{
    return (int)strlen(text);
}

void text(void)
{
    char *small = text_new("small", 5);
    if (small == NULL)
        return;
    text_length(small);
    memset(small, 'y', 5);
    text_free(small);                      // ok: CK4005
    char *large = text_new("a text of more than thirty-two characters", 41);
    text_free(large);                      // ok: CK4005
}

/* A bit of the address is a tag. */
void tagged(void)
{
    uintptr_t value = (uintptr_t)malloc(16);
    if (value == 0)
        return;
    value |= 1;
    free((void *)(value & ~(uintptr_t)1)); // ok: CK4005
}

int main(void)
{
    first_word("  word");
    sum(4);
    store();
    drop_item();
    drop_first();
    vector(3);
    text();
    tagged();
    return 0;
}
