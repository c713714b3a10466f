// run: memory
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct item {
    int key;
    struct item *next;
};

/* Tested. */
struct item *item_new(int key)
{
    struct item *item = malloc(sizeof *item); // ok: CK3006
    if (item == NULL)
        return NULL;
    item->key = key;
    item->next = NULL;
    return item;
}

/* Tested in the condition that goes on. */
char *join(const char *left, const char *right)
{
    char *text;
    if ((text = malloc(strlen(left) + strlen(right) + 1)) != NULL) { // ok: CK3006
        strcpy(text, left);
        strcat(text, right);
    }
    return text;
}

/* The wrapper ends the process. */
static void *allocate(size_t size)
{
    void *block = malloc(size);            // ok: CK3006
    if (block == NULL) {
        fputs("out of memory\n", stderr);
        abort();
    }
    return block;
}

int *numbers_new(size_t count)
{
    int *numbers = allocate((count + 1) * sizeof *numbers); // ok: CK3006
    numbers[0] = (int)count;
    return numbers;
}

/* Passed on and released, which both take NULL. */
static int is_missing(const char *text)
{
    return text == NULL || text[0] == '\0';
}

int passed_on(const char *text)
{
    char *copy = strdup(text);             // ok: CK3006
    int missing = is_missing(copy);
    free(copy);
    return missing;
}

/* Two are tested together. */
int pair(void)
{
    struct item *left = malloc(sizeof *left); // ok: CK3006
    struct item *right = malloc(sizeof *right); // ok: CK3006
    if (left == NULL || right == NULL) {
        free(left);
        free(right);
        return -1;
    }
    left->key = 1;
    right->key = 2;
    int sum = left->key + right->key;
    free(left);
    free(right);
    return sum;
}

/* The result says whether there is one. */
static int item_make(struct item **item)
{
    *item = malloc(sizeof **item);         // ok: CK3006
    return *item == NULL ? -1 : 0;
}

int made(void)
{
    struct item *item;
    if (item_make(&item) < 0)              // ok: CK3006
        return -1;
    item->key = 3;
    int key = item->key;
    free(item);
    return key;
}

/* A callee that looks first, in one of many ways. */
static int load(const char *path, int flags, struct item *item)
{
    int result = -1;
    if (path != NULL) {
        if (flags & 1)
            item->key++;
        if (flags & 2)
            item->key--;
        if (flags & 4)
            item->next = item;
        result = path[0] == '/' ? 1 : 0;
    }
    if (flags & 8)
        item->key = result;
    return result;
}

int loaded(const char *text, int flags)
{
    struct item item = { 0, NULL };
    char *path = strdup(text);             // ok: CK3006
    int result = load(path, flags, &item);
    free(path);
    return result;
}

/* A wrapper in a loop. */
int grow_in_loop(const char *text)
{
    char *copy = NULL;
    size_t length = 0;
    while (*text != '\0') {
        char *longer = realloc(copy, length + 2); // ok: CK3006
        if (longer == NULL)
            abort();
        copy = longer;
        copy[length++] = *text++;
    }
    int letter = copy != NULL ? copy[0] : 0;
    free(copy);
    return letter;
}

int main(void)
{
    free(item_new(1));
    free(join("a", "b"));
    free(numbers_new(2));
    passed_on("a");
    loaded("/a", 15);
    grow_in_loop("abc");
    pair();
    made();
    return 0;
}
