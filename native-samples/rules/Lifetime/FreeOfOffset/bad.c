// run: memory
#include <stdlib.h>
#include <string.h>

struct header {
    unsigned length;
    unsigned kind;
};

struct node {
    int value;
    struct node *next;
};

struct item {
    int key;
    struct node node;
};

/* The pointer that walks is the only one that is left. */
int first_word(const char *text)
{
    char *word = strdup(text);             // flow a1: strdup
    if (word == NULL)
        return -1;
    if (*word == ' ')
        word++;
    int letter = *word;
    free(word);                            // expect a: CK4005 "1 byte"
    return letter;
}

/* The payload is released instead of its header. */
void send_packet(unsigned length)
{
    struct header *header = malloc(sizeof *header + length);
    if (header == NULL)
        return;
    header->length = length;
    char *payload = (char *)(header + 1);
    free(payload);                         // expect: CK4005 "payload"
}

/* A member that is not the first. */
void drop_item(int key)
{
    struct item *item = calloc(1, sizeof *item);
    if (item == NULL)
        return;
    item->key = key;
    struct node *node = &item->node;
    free(node);                            // expect: CK4005 "8 bytes"
}

/* The callee releases what it is given, the caller gives it the inside. */
static void release(void *block)
{
    free(block);                           // flow b2: free
}

void drop_tail(void)
{
    int *numbers = malloc(4 * sizeof *numbers);
    if (numbers == NULL)
        return;
    numbers[0] = 0;
    release(&numbers[2]);                  // expect b: CK4005 "release" // flow b1: release
}

/* The constructor gives out the place behind its header, and the caller releases that. */
static void *with_header(size_t size)
{
    struct header *header = malloc(sizeof *header + size);
    if (header == NULL)
        return NULL;
    header->length = (unsigned)size;
    return header + 1;
}

void store(void)
{
    char *bytes = with_header(16);
    if (bytes == NULL)
        return;
    bytes[0] = 'x';
    free(bytes);                           // expect: CK4005 "bytes"
}

/* The address of a member, where the record came from the caller. */
static void item_release(struct item *item)
{
    free(&item->node);                     // expect: CK4005 "node"
}

void drop_given(void)
{
    struct item *item = malloc(sizeof *item);
    if (item == NULL)
        return;
    item->key = 1;
    item_release(item);
    free(item);
}

/* realloc wants the first address, too. */
int grow(size_t size)
{
    char *line = malloc(8);
    if (line == NULL)
        return -1;
    line += 4;
    char *longer = realloc(line, size);    // expect: CK4005 "line"
    if (longer == NULL) {
        free(line - 4);
        return -1;
    }
    free(longer);
    return 0;
}

int main(void)
{
    first_word(" word");
    send_packet(4);
    drop_item(3);
    drop_tail();
    store();
    drop_given();
    grow(16);
    return 0;
}
