// run: memory
/* Where a pointer can be kept: behind other pointers, in records, unions, copies and casts. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct buffer {
    char *bytes;
    size_t size;
};

struct session {
    struct buffer input;
    struct buffer *output;
    struct session *peer;
};

/* A chain of names: the last of them releases. */
int chain(void)
{
    char *first = malloc(8);               // ok: CK4001
    char *second = first;
    char **third = &second;
    char ***fourth = &third;
    free(**fourth);
    return 0;
}

/* A chain of names, and the last of them uses what the first released. */
int chain_used(void)
{
    char *first = calloc(1, 8);
    if (first == NULL)
        return -1;
    char *second = first;
    char **third = &second;
    free(first);
    return **third;                        // expect: CK4002
}

/* A record inside a record. */
int inner_record(void)
{
    struct session session;
    session.input.bytes = malloc(8);       // expect: CK4001
    session.input.size = 8;
    return (int)session.input.size;
}

/* A record copied as a whole: two names, one block. */
int copied_record(void)
{
    struct buffer buffer = { malloc(8), 8 };               // ok: CK4001
    struct buffer copy = buffer;
    buffer.bytes = NULL;
    free(copy.bytes);
    return (int)copy.size;
}

/* Copied over: the block that was there is gone. */
int copied_over(void)
{
    struct buffer buffer = { malloc(8), 8 };               // expect: CK4001
    struct buffer other = { malloc(16), 16 };              // ok: CK4001
    buffer = other;
    free(buffer.bytes);
    return 0;
}

/* Set to zero as a whole. */
int wiped(void)
{
    struct buffer buffer = { malloc(8), 8 };               // expect: CK4001
    memset(&buffer, 0, sizeof buffer);
    free(buffer.bytes);
    return 0;
}

/* Through two records by pointer. */
int deep(void)
{
    struct session *session = calloc(1, sizeof *session);  // ok: CK4001
    if (session == NULL)
        return -1;
    session->output = calloc(1, sizeof *session->output);  // ok: CK4001
    if (session->output == NULL) {
        free(session);
        return -1;
    }
    session->output->bytes = malloc(8);    // expect: CK4001
    free(session->output);
    free(session);
    return 0;
}

/* Two records that point to each other, both released. */
int peers(void)
{
    struct session *left = calloc(1, sizeof *left);        // ok: CK4001
    struct session *right = calloc(1, sizeof *right);      // ok: CK4001
    if (left != NULL && right != NULL) {
        left->peer = right;
        right->peer = left;
        free(left->peer);
        free(left);                        // ok: CK4002, CK4003
        return 0;
    }
    free(left);
    free(right);
    return -1;
}

/* A cycle that nothing names any more. */
int lost_cycle(void)
{
    struct session *left = calloc(1, sizeof *left);        // gap: CK4001
    struct session *right = calloc(1, sizeof *right);
    if (left == NULL || right == NULL) {
        free(left);
        free(right);
        return -1;
    }
    left->peer = right;
    right->peer = left;
    return 0;
}

/* A union: what was stored as one is released as the other. */
union slot {
    char *text;
    void *any;
    uintptr_t bits;
};

int by_union(void)
{
    union slot slot;
    slot.text = malloc(8);                 // ok: CK4001
    free(slot.any);
    return 0;
}

/* A union: overwritten through its other member. */
int over_union(void)
{
    union slot slot;
    slot.text = malloc(8);                 // expect: CK4001
    slot.bits = 0;
    free(slot.any);
    return 0;
}

/* As an integer, and back. */
int as_integer(void)
{
    uintptr_t bits = (uintptr_t)malloc(8); // ok: CK4001
    free((void *)bits);
    return 0;
}

/* A pointer into the middle keeps the block, and finds its start. */
int from_the_middle(void)
{
    char *middle = malloc(16);             // ok: CK4001
    if (middle == NULL)
        return -1;
    middle += 8;
    middle[0] = 'm';
    free(middle - 8);
    return 0;
}

/* A pointer into the middle is used after the whole is gone. */
int middle_is_gone(void)
{
    struct buffer *buffers = calloc(4, sizeof *buffers);
    if (buffers == NULL)
        return -1;
    struct buffer *third = &buffers[2];
    free(buffers);
    return (int)third->size;               // expect: CK4002
}

/* A prefix of a record: the same first field under two types. */
struct header {
    char *name;
};

struct item {
    char *name;
    int number;
};

int by_prefix(void)
{
    struct item item = { malloc(8), 1 };   // ok: CK4001
    struct header *header = (struct header *)&item;
    free(header->name);
    return item.number;
}

/* memcpy moves pointers, too. */
int by_memcpy(void)
{
    struct buffer buffer = { malloc(8), 8 };               // ok: CK4001
    struct buffer copy;
    memcpy(&copy, &buffer, sizeof copy);
    free(copy.bytes);
    return 0;
}

/* A compound literal. */
int by_literal(void)
{
    struct buffer *buffer = &(struct buffer) { malloc(8), 8 };             // expect: CK4001
    return (int)buffer->size;
}

/* By an element whose number is the same expression. */
int by_index(int number)
{
    char *slots[4] = { NULL };
    slots[number & 3] = malloc(8);         // ok: CK4001
    free(slots[number & 3]);
    return number;
}

/* By an element, and another one is released. */
int by_other_index(void)
{
    char *slots[4] = { NULL };
    slots[1] = malloc(8);                  // expect: CK4001
    free(slots[2]);
    return 0;
}

/* Whether there is a block says nothing of where it is. */
int by_comparison(void)
{
    char *block = malloc(8);               // expect: CK4001
    return block == NULL;
}

struct peer {
    char bytes[16];
    size_t length;
    char *name;
};

/* As many bytes as there are go into a member: what is in that one is gone, what is beside it not. */
int beside(const char *bytes, size_t count)
{
    struct peer *peer = malloc(sizeof *peer);
    if (peer == NULL)
        return -1;
    peer->name = strdup("name");           // ok: CK4001
    memcpy(peer->bytes, bytes, count < sizeof peer->bytes ? count : sizeof peer->bytes);
    int first = peer->bytes[0];
    free(peer->name);
    free(peer);
    return first;
}

/* All of it is overwritten: what stood there is lost. */
int wholly_over(const struct peer *other)
{
    struct peer *copy = malloc(sizeof *copy);
    if (copy == NULL)
        return -1;
    copy->name = strdup("name");                           // expect: CK4001 "name"
    memcpy(copy, other, sizeof *copy);
    int length = (int)copy->length;
    free(copy);
    return length;
}

int main(void)
{
    struct peer blank = { "", 1, NULL };
    int sum = chain() + chain_used() + inner_record() + copied_record() + copied_over() + wiped();
    sum += deep() + peers() + lost_cycle() + by_union() + over_union() + as_integer();
    sum += from_the_middle() + middle_is_gone() + by_prefix() + by_memcpy() + by_literal();
    sum += beside("bytes", 5) + wholly_over(&blank);
    sum += by_index(6) + by_other_index() + by_comparison();
    return sum == 12345;
}
