// run: memory
#include <alloca.h>
#include <stdlib.h>
#include <string.h>

struct options {
    char *title;
    int owns_title;
};

static char fallback[] = "fallback";
static const char *const untitled = "untitled";

/* A small one stays on the stack; only what was allocated is released. */
int measure(const char *text, size_t length)
{
    char small[16];
    char *buffer = small;
    if (length >= sizeof small) {
        buffer = malloc(length + 1);
        if (buffer == NULL)
            return -1;
    }
    memcpy(buffer, text, length);
    buffer[length] = '\0';
    int result = (int)strlen(buffer);
    if (buffer != small)
        free(buffer);                      // ok: CK4004
    return result;
}

/* The same by the length, tested again. */
int measure_by_length(const char *text, size_t length)
{
    char small[16];
    char *buffer = length < sizeof small ? small : malloc(length + 1);
    if (buffer == NULL)
        return -1;
    memcpy(buffer, text, length);
    buffer[length] = '\0';
    int result = (int)strlen(buffer);
    if (length >= sizeof small)
        free(buffer);                      // ok: CK4004
    return result;
}

/* A flag beside the field says whose it is. */
static void options_init(struct options *options)
{
    options->title = "untitled";
    options->owns_title = 0;
}

static int options_set(struct options *options, const char *title)
{
    char *copy = strdup(title);
    if (copy == NULL)
        return -1;
    if (options->owns_title)
        free(options->title);
    options->title = copy;
    options->owns_title = 1;
    return 0;
}

static void options_clear(struct options *options)
{
    if (options->owns_title)
        free(options->title);              // ok: CK4004
}

void render(const char *title)
{
    struct options options;
    options_init(&options);
    options_clear(&options);               // ok: CK4004
    options_init(&options);
    if (options_set(&options, title) == 0)
        options_clear(&options);           // ok: CK4004
}

/* The shared default is told by its address, in a callee. */
static void release_name(char *name)
{
    if (name != fallback)
        free(name);                        // ok: CK4004
}

void choose(int custom)
{
    char *name = custom ? strdup("custom") : fallback;
    release_name(name);                    // ok: CK4004
}

/* The literal is replaced before anything is released. */
int replace(const char *text)
{
    char *label = "none";
    if (text == NULL)
        return (int)strlen(label);
    label = strdup(text);
    if (label == NULL)
        return -1;
    int length = (int)strlen(label);
    free(label);                           // ok: CK4004
    return length;
}

/* The callee keeps a list of what it may release. */
static void *owned[4];
static int owned_count;

static int is_owned(const void *block)
{
    for (int i = 0; i < owned_count; i++)
        if (owned[i] == block)
            return 1;
    return 0;
}

static void release_owned(void *block)
{
    if (is_owned(block))
        free(block);                       // ok: CK4004
}

void registry(void)
{
    static int fixed;
    release_owned(&fixed);                 // ok: CK4004
    void *block = malloc(8);
    if (block == NULL)
        return;
    owned[owned_count++] = block;
    release_owned(block);                  // ok: CK4004
    owned_count = 0;
}

/* The constant default is compared as a value. */
void label(const char *text)
{
    const char *shown = text[0] == '\0' ? untitled : strdup(text);
    if (shown != untitled)
        free((char *)shown);               // ok: CK4004
}

/* alloca's memory is left alone, the block beside it is not. */
int join(const char *left, size_t length)
{
    char *scratch = alloca(length + 1);
    char *result = malloc(length + 1);
    if (result == NULL)
        return -1;
    memcpy(scratch, left, length);
    memcpy(result, scratch, length);
    free(result);                          // ok: CK4004
    return 0;
}

int main(void)
{
    measure("short", 5);
    measure("a text that is longer than the array", 36);
    measure_by_length("short", 5);
    measure_by_length("a text that is longer than the array", 36);
    render("title");
    choose(1);
    choose(0);
    replace(NULL);
    replace("text");
    registry();
    label("");
    label("text");
    join("ab", 2);
    return 0;
}
