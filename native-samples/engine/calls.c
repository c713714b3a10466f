// run: memory
/* What a callee does is known to its caller. */
#define _GNU_SOURCE
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct record {
    char *name;
    char *value;
};

/* Three wrappers deep, and one that cannot fail. */
static void *allocate(size_t size)
{
    return malloc(size);
}

static void *allocate_cleared(size_t size)
{
    void *block = allocate(size);
    if (block != NULL)
        memset(block, 0, size);
    return block;
}

static void *must_allocate(size_t size)
{
    void *block = allocate_cleared(size);
    if (block == NULL)
        abort();
    return block;
}

int through_wrappers(int early)
{
    char *block = must_allocate(8);        // expect a: CK4001 // flow a1: must_allocate
    if (early)
        return block[0];                   // flow a2: block
    free(block);
    return 0;
}

/* A wrapper that releases, and forgets for its caller. */
static void release(void *place)
{
    void **pointer = place;
    free(*pointer);
    *pointer = NULL;
}

int released_by_place(void)
{
    char *block = malloc(8);               // ok: CK4001
    release(&block);
    free(block);                           // ok: CK4003
    return block == NULL;
}

/* A wrapper that releases its argument only if told so. */
static void release_if(int wanted, void *block)
{
    if (wanted)
        free(block);
}

int released_if_told(int wanted)
{
    char *block = malloc(8);               // ok: CK4001
    release_if(wanted, block);
    release_if(!wanted, block);            // ok: CK4003
    return wanted;
}

int not_told(void)
{
    char *block = malloc(8);               // expect: CK4001
    release_if(0, block);
    return 0;
}

int told_twice(void)
{
    char *block = malloc(8);
    release_if(1, block);
    release_if(2, block);                  // expect: CK4003
    return 0;
}

/* An out-parameter, a return code, and a caller that reads it wrong. */
static int open_record(const char *name, struct record **result)
{
    if (name[0] == '\0')
        return -1;
    struct record *record = calloc(1, sizeof *record);
    if (record == NULL)
        return -1;
    record->name = strdup(name);
    *result = record;
    return record->name == NULL ? 1 : 0;
}

static void close_record(struct record *record)
{
    if (record == NULL)
        return;
    free(record->name);
    free(record->value);
    free(record);
}

int code_is_respected(const char *name)
{
    struct record *record = NULL;
    int rc = open_record(name, &record);   // ok: CK4001
    if (rc < 0)
        return rc;
    close_record(record);
    return rc;
}

int code_is_misread(const char *name)
{
    struct record *record = NULL;
    int rc = open_record(name, &record);   // expect: CK4001
    if (rc <= 0)
        return rc;
    close_record(record);
    return rc;
}

/* Stored by a callee in what the caller releases. */
static void set_value(struct record *record, const char *value)
{
    free(record->value);
    record->value = strdup(value);
}

int set_twice(void)
{
    struct record record = { NULL, NULL };
    set_value(&record, "first");           // ok: CK4001
    set_value(&record, "second");          // ok: CK4001
    free(record.value);                    // ok: CK4003
    return 0;
}

static void replace_value(struct record *record, const char *value)
{
    record->value = strdup(value);
}

int replaced_twice(void)
{
    struct record record = { NULL, NULL };
    replace_value(&record, "first");       // gap: CK4001
    replace_value(&record, "second");      // ok: CK4001
    free(record.value);
    return 0;
}

/* The result is the argument, or a new block. */
static char *with_prefix(char *text, int wanted)
{
    if (!wanted)
        return text;
    char *result = NULL;
    if (asprintf(&result, "> %s", text) < 0)
        return NULL;
    free(text);
    return result;
}

int same_or_other(int wanted)
{
    char *text = strdup("text");           // ok: CK4001
    if (text == NULL)
        return -1;
    char *result = with_prefix(text, wanted);
    if (result == NULL) {
        free(text);
        return -1;
    }
    free(result);                          // ok: CK4003
    return wanted;
}

/* The callee released what the caller goes on with. */
int used_after_call(void)
{
    char *text = strdup("text");
    if (text == NULL)
        return -1;
    char *result = with_prefix(text, 1);   // flow b1: with_prefix
    if (result == NULL) {
        free(text);
        return -1;
    }
    int first = text[0];                   // expect b: CK4002
    free(result);
    return first;
}

/* Recursion: what it releases, and what it leaves. */
struct tree {
    struct tree *left;
    struct tree *right;
    char *label;
};

static struct tree *tree_of(int depth)
{
    if (depth == 0)
        return NULL;
    struct tree *tree = must_allocate(sizeof *tree);
    tree->left = tree_of(depth - 1);
    tree->right = tree_of(depth - 1);
    return tree;
}

static void tree_free(struct tree *tree)
{
    if (tree == NULL)
        return;
    tree_free(tree->left);
    tree_free(tree->right);
    free(tree);
}

int whole_tree(int depth)
{
    struct tree *tree = tree_of(depth);    // ok: CK4001
    tree_free(tree);
    return depth;
}

/* Mutual recursion, with the block handed on until the end releases it. */
static int odd(char *block, int number);

static int even(char *block, int number)
{
    if (number == 0) {
        free(block);
        return 1;
    }
    return odd(block, number - 1);
}

static int odd(char *block, int number)
{
    if (number == 0) {
        free(block);
        return 0;
    }
    return even(block, number - 1);
}

int handed_on(int number)
{
    char *block = malloc(8);               // ok: CK4001
    return even(block, number);
}

/* By the address of a function. */
static void discard(void *block)
{
    (void)block;
}

static void with_callback(void (*done)(void *block))
{
    void *block = malloc(8);               // expect: CK4001
    done(block);
}

/* Arguments without number. */
static void release_all(int count, ...)
{
    va_list blocks;
    va_start(blocks, count);
    for (int i = 0; i < count; i++)
        free(va_arg(blocks, void *));
    va_end(blocks);
}

int by_arguments(void)
{
    char *first = malloc(8);               // ok: CK4001
    char *second = malloc(8);              // ok: CK4001
    release_all(2, first, second);
    return 0;
}

/* A record by value: the callee's copy names the block, too. */
static size_t measure(struct record record)
{
    return record.name == NULL ? 0 : strlen(record.name);
}

int by_value(void)
{
    struct record record = { strdup("name"), NULL };       // expect: CK4001
    return (int)measure(record);
}

/* A static keeps it from call to call. */
static char *remember(const char *text)
{
    static char *last;
    free(last);
    last = strdup(text);                   // ok: CK4001
    return last;
}

int main(void)
{
    int sum = through_wrappers(0) + through_wrappers(1) + released_by_place();
    sum += released_if_told(0) + released_if_told(1) + not_told() + told_twice();
    sum += code_is_respected("") + code_is_respected("a") + code_is_misread("") + code_is_misread("a");
    sum += set_twice() + replaced_twice() + same_or_other(0) + same_or_other(1) + used_after_call();
    sum += whole_tree(3) + handed_on(4) + handed_on(3);
    with_callback(free);
    with_callback(discard);
    sum += by_arguments() + by_value();
    sum += remember("one") == NULL || remember("two") == NULL;
    return sum == 12345;
}
