// run: memory
#include <alloca.h>
#include <stdlib.h>
#include <string.h>

struct options {
    char *title;
    char *theme;
    int verbose;
};

struct point {
    int x, y;
};

static char fallback[] = "fallback";
static struct point origin;

/* The array was on the heap once. */
void echo(const char *text)
{
    char line[32];
    strncpy(line, text, sizeof line - 1);
    line[sizeof line - 1] = '\0';
    free(line);                            // expect a: CK4004 "'line'"
}

/* The default is a literal, and the common end releases it. */
int greet(const char *name)
{
    char *message = "nobody there";
    if (name != NULL && name[0] != '\0') { // flow b1: name
        message = malloc(strlen(name) + 8);
        if (message == NULL)
            return -1;
        strcpy(message, name);
    }
    int length = (int)strlen(message);
    free(message);                         // expect b: CK4004 "string literal"
    return length;
}

/* A constructor stores the literal, a destructor releases the field by value. */
static void options_init(struct options *options)
{
    options->title = "untitled";
    options->theme = NULL;
    options->verbose = 0;
}

static void options_clear(struct options *options)
{
    free(options->title);                  // flow c2: free
    free(options->theme);
}

void render(void)
{
    struct options options;
    options_init(&options);
    options_clear(&options);               // expect c: CK4004 "untitled" // flow c1: options_clear
}

/* The wrapper releases whatever it is given. */
static void drop(void *block)
{
    if (block != NULL)
        free(block);
}

void reset_origin(void)
{
    origin.x = 0;
    drop(&origin);                         // expect: CK4004 "origin"
}

/* From an array of its own where nothing was given. */
void choose(int custom)
{
    char *name = custom ? strdup("custom") : fallback;
    free(name);                            // expect: CK4004 "fallback"
}

/* alloca's memory goes with the function. */
int checksum(const char *bytes, size_t length)
{
    char *copy = alloca(length + 1);
    memcpy(copy, bytes, length);
    int sum = 0;
    for (size_t i = 0; i < length; i++)
        sum += copy[i];
    free(copy);                            // expect: CK4004 "stack"
    return sum;
}

/* realloc releases, too. */
int widen(void)
{
    char start[16] = "start";
    char *bytes = start;
    char *wider = realloc(bytes, 64);      // expect: CK4004 "start"
    if (wider == NULL)
        return -1;
    free(wider);
    return 0;
}

/* The record is a member of another one, and is released as if it stood alone. */
struct session {
    int id;
    struct options options;
};

static void options_destroy(struct options *options)
{
    options_clear(options);
    free(options);
}

void logout(void)
{
    struct session session = { .id = 7 };
    options_destroy(&session.options);     // expect: CK4004 "session"
}

int main(void)
{
    echo("text");
    greet(NULL);
    greet("ann");
    render();
    reset_origin();
    choose(1);
    choose(0);
    checksum("abc", 3);
    widen();
    logout();
    return 0;
}
