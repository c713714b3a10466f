// run: memory
/* A call through a pointer goes where the program stores it: in a variable, a table, a member, a parameter. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct node {
    struct node *next;
    void *value;
};

/* A callback that is passed by name: what it does is done to each element. */
static void list_each(struct node *node, void (*visit)(void *value))
{
    for (; node != NULL; node = node->next)
        visit(node->value);
}

static size_t seen;

static void count_value(void *value)
{
    seen += value != NULL;
}

int list_released_twice(void)
{
    char *text = malloc(8);
    struct node node = { NULL, text };
    list_each(&node, free);                // flow a1: list_each
    list_each(&node, free);                // expect a: CK4003 "list_each"
    return 0;
}

int list_only_counted(void)
{
    char *text = malloc(8);                // expect: CK4001 "text"
    struct node node = { NULL, text };
    list_each(&node, count_value);
    return 0;
}

int list_released(void)
{
    char *text = malloc(8);                // ok: CK4001
    struct node node = { NULL, text };
    list_each(&node, count_value);
    list_each(&node, free);
    return 0;
}

/* Handed on twice before it is called. */
static void apply(void (*action)(void *value), void *value)
{
    action(value);
}

static void apply_if(int wanted, void (*action)(void *value), void *value)
{
    if (wanted)
        apply(action, value);
}

int released_by_handing_on(void)
{
    char *text = malloc(8);
    apply_if(1, free, text);
    apply_if(1, free, text);               // expect: CK4003
    return 0;
}

int not_released_by_handing_on(int wanted)
{
    char *text = malloc(8);                // expect: CK4001
    apply_if(wanted, free, text);
    return 0;
}

/* A member: one function is stored there in the whole program. */
struct pool {
    struct node *first;
    void (*drop)(void *value);
    void *(*make)(size_t size);
};

static void pool_set_drop(struct pool *pool, void (*drop)(void *value))
{
    pool->drop = drop;
}

static void *make_text(size_t size)
{
    char *text = malloc(size);
    if (text != NULL)
        memset(text, 'x', size);
    return text;
}

static void pool_open(struct pool *pool)
{
    memset(pool, 0, sizeof *pool);
    pool->make = make_text;
    pool_set_drop(pool, free);
}

static int pool_check(struct pool *pool, int wanted)
{
    char *text = pool->make(16);           // expect: CK4001 "text"
    if (text == NULL)
        return -1;
    if (wanted)
        return text[0];
    pool->drop(text);
    return 0;
}

static int pool_use_after_drop(struct pool *pool)
{
    char *text = pool->make(16);
    if (text == NULL)
        return -1;
    pool->drop(text);
    return text[0];                        // expect: CK4002 "text"
}

static int pool_balanced(struct pool *pool)
{
    char *text = pool->make(16);           // ok: CK4001
    if (text == NULL)
        return -1;
    int first = text[0];
    pool->drop(text);                      // ok: CK4003
    return first;
}

/* A table of operations that never changes. */
struct format {
    const char *name;
    char *(*render)(const char *text);
};

static char *render_plain(const char *text)
{
    return strdup(text);
}

static char *render_quoted(const char *text)
{
    size_t size = strlen(text) + 3;
    char *quoted = malloc(size);
    if (quoted != NULL)
        snprintf(quoted, size, "'%s'", text);
    return quoted;
}

static const struct format formats[] = {
    { "plain", render_plain },
    { "quoted", render_quoted },
};

int rendered_by_constant_index(const char *text)
{
    char *rendered = formats[0].render(text);              // expect: CK4001 "rendered"
    return rendered == NULL ? -1 : (int)strlen(rendered);
}

int rendered_by_any_index(const char *text, unsigned which)
{
    char *rendered = formats[which % 2].render(text);      // expect: CK4001 "rendered"
    return rendered == NULL ? -1 : (int)strlen(rendered);
}

int rendered_and_released(const char *text, unsigned which)
{
    char *rendered = formats[which % 2].render(text);      // ok: CK4001
    int length = rendered == NULL ? -1 : (int)strlen(rendered);
    free(rendered);
    return length;
}

/* A static pointer that is set once. */
static void (*discard)(void *value) = free;

int by_variable(void)
{
    char *text = malloc(4);
    discard(text);
    discard(text);                         // expect: CK4003
    return 0;
}

int main(void)
{
    struct pool pool;
    pool_open(&pool);
    int sum = list_released_twice() + list_only_counted() + list_released();
    sum += released_by_handing_on() + not_released_by_handing_on(0) + not_released_by_handing_on(1);
    sum += pool_check(&pool, 1) + pool_check(&pool, 0) + pool_use_after_drop(&pool) + pool_balanced(&pool);
    sum += rendered_by_constant_index("a") + rendered_by_any_index("b", 0) + rendered_by_any_index("b", 1) + rendered_and_released("c", 1);
    sum += by_variable();
    return sum == 12345;
}
