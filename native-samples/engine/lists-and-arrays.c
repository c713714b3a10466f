// run: memory
/* Many blocks under one name. */
#include <stdlib.h>
#include <string.h>

struct node {
    struct node *next;
    char *text;
};

static struct node *node_new(struct node *next, const char *text)
{
    struct node *node = malloc(sizeof *node);
    if (node == NULL)
        abort();
    node->next = next;
    node->text = strdup(text);
    return node;
}

static struct node *list_of(int length)
{
    struct node *list = NULL;
    while (length-- > 0)
        list = node_new(list, "node");
    return list;
}

/* A walk that releases all. */
void walk_all(int length)
{
    struct node *list = list_of(length);   // ok: CK4001
    while (list != NULL) {
        struct node *next = list->next;
        free(list->text);
        free(list);                        // ok: CK4003
        list = next;
    }
}

/* A walk that releases the nodes and not what they own. */
void walk_shallow(int length)
{
    struct node *list = list_of(length);   // expect: CK4001
    while (list != NULL) {
        struct node *next = list->next;
        free(list);
        list = next;
    }
}

/* A list that is built, counted, and forgotten. */
int walk_and_forget(int length)
{
    int count = 0;
    struct node *list = list_of(length);   // expect: CK4001
    for (struct node *node = list; node != NULL; node = node->next)
        count++;
    return count;
}

/* Only the first node goes: the rest hangs on it. */
void first_alone(void)
{
    struct node *list = node_new(node_new(NULL, "second"), "first");       // expect: CK4001
    free(list->text);
    free(list);
}

/* The head moves on, nobody holds what it left. */
int pop_and_drop(void)
{
    struct node *list = node_new(NULL, "second");          // ok: CK4001
    list = node_new(list, "first");        // expect: CK4001
    list = list->next;
    int first = list->text == NULL ? 0 : list->text[0];
    free(list->text);
    free(list);
    return first;
}

/* An array, filled by one loop and emptied by the next. */
int filled_and_emptied(int count)
{
    char *parts[16];
    if (count > 16)
        return -1;
    for (int i = 0; i < count; i++)
        parts[i] = malloc(8);              // ok: CK4001
    for (int i = 0; i < count; i++)
        free(parts[i]);                    // ok: CK4003
    return count;
}

/* The second loop leaves the last one out. */
int one_left(void)
{
    char *parts[4];
    for (int i = 0; i < 4; i++)
        parts[i] = malloc(8);              // gap: CK4001
    for (int i = 0; i < 3; i++)
        free(parts[i]);
    return 0;
}

/* The second loop starts too late. */
int first_left(int count)
{
    char *parts[16];
    if (count > 16 || count < 1)
        return -1;
    for (int i = 0; i < count; i++)
        parts[i] = malloc(8);              // expect: CK4001
    for (int i = 1; i < count; i++)
        free(parts[i]);
    return count;
}

/* The array on the heap goes, its elements stay. */
int elements_left(size_t count)
{
    char **parts = calloc(count, sizeof *parts);           // ok: CK4001
    if (parts == NULL)
        return -1;
    for (size_t i = 0; i < count; i++)
        parts[i] = malloc(8);              // expect: CK4001
    free(parts);
    return 0;
}

/* An element is released twice, once by its number. */
int one_twice(void)
{
    char *parts[3];
    for (int i = 0; i < 3; i++)
        parts[i] = malloc(8);
    free(parts[1]);
    for (int i = 0; i < 3; i++)
        free(parts[i]);                    // expect: CK4003
    return 0;
}

/* An element is released, and taken out of the array. */
int one_taken_out(void)
{
    char *parts[3];
    for (int i = 0; i < 3; i++)
        parts[i] = malloc(8);              // ok: CK4001
    free(parts[1]);
    parts[1] = NULL;
    for (int i = 0; i < 3; i++)
        free(parts[i]);                    // ok: CK4003
    return 0;
}

/* Growth by realloc, then everything released. */
int grown(int wanted)
{
    char **parts = NULL;
    int count = 0;
    while (count < wanted) {
        char **larger = realloc(parts, (size_t)(count + 1) * sizeof *larger);              // ok: CK3001
        if (larger == NULL)
            break;
        parts = larger;
        parts[count++] = strdup("part");   // ok: CK4001
    }
    for (int i = 0; i < count; i++)
        free(parts[i]);                    // ok: CK4002, CK4003
    free(parts);
    return count;
}

/* A failure in the middle leaves what was there before it. */
int failure_in_the_middle(size_t size)
{
    char *parts[3] = { NULL };
    for (int i = 0; i < 3; i++) {
        parts[i] = malloc(i == 2 ? size : 8);              // expect a: CK4001
        if (parts[i] == NULL)
            return -1;                     // flow a1: parts
    }
    for (int i = 0; i < 3; i++)
        free(parts[i]);
    return 0;
}

int main(void)
{
    walk_all(3);
    walk_shallow(3);
    int sum = walk_and_forget(3);
    first_alone();
    sum += pop_and_drop();
    sum += filled_and_emptied(0) + filled_and_emptied(16) + filled_and_emptied(20);
    sum += one_left() + first_left(4) + elements_left(3) + one_twice() + one_taken_out();
    sum += grown(5) + failure_in_the_middle(8) + failure_in_the_middle((size_t)1 << 60);
    return sum == 12345;
}
