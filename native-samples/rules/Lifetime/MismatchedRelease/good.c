// run: memory
/* Each goes back where it came from, also where several kinds share a variable or a clean-up. */
#define _GNU_SOURCE
#include <netdb.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* A file or a command, and a flag that says which. */
static int first_of(const char *source, int is_command)
{
    FILE *stream = is_command ? popen(source, "r") : fopen(source, "r");
    if (stream == NULL)
        return -1;
    int first = fgetc(stream);
    if (is_command)
        pclose(stream);                    // ok: CK4009
    else
        fclose(stream);                    // ok: CK4009
    return first;
}

/* Small from the heap, large from the kernel; the block remembers. */
struct block {
    size_t size;
    int is_mapped;
    char bytes[];
};

static struct block *block_new(size_t size)
{
    struct block *block;
    if (size < 65536) {
        block = malloc(sizeof *block + size);
        if (block == NULL)
            return NULL;
        block->is_mapped = 0;
    } else {
        block = mmap(NULL, sizeof *block + size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (block == MAP_FAILED)
            return NULL;
        block->is_mapped = 1;
    }
    block->size = size;
    return block;
}

static void block_free(struct block *block)
{
    if (block == NULL)
        return;
    if (block->is_mapped)
        munmap(block, sizeof *block + block->size);        // ok: CK4009
    else
        free(block);                       // ok: CK4009
}

/* A list that the library made, or one of our own. */
static int family_of(const char *name)
{
    struct addrinfo own = { .ai_family = 2 }, *found = &own;
    if (name != NULL && getaddrinfo(name, NULL, NULL, &found) != 0)
        return -1;
    int family = found->ai_family;
    if (found != &own)
        freeaddrinfo(found);               // ok: CK4009
    return family;
}

/* What stands in a block is given back before the block. */
struct pattern {
    regex_t compiled;
    char *text;
};

static struct pattern *pattern_new(const char *text)
{
    struct pattern *pattern = calloc(1, sizeof *pattern);
    if (pattern == NULL)
        return NULL;
    if (regcomp(&pattern->compiled, text, REG_NOSUB) != 0) {
        free(pattern);                     // ok: CK4009
        return NULL;
    }
    pattern->text = strdup(text);
    return pattern;
}

static void pattern_free(struct pattern *pattern)
{
    if (pattern == NULL)
        return;
    regfree(&pattern->compiled);           // ok: CK4009
    free(pattern->text);
    free(pattern);                         // ok: CK4009
}

/* strdup, asprintf, getline and realpath hand out what free takes. */
static int many(void)
{
    char *one = strdup("one"), *two = NULL, *three = realpath("/", NULL);
    if (asprintf(&two, "%s", one == NULL ? "" : one) < 0)
        two = NULL;
    int sum = one != NULL && two != NULL && three != NULL;
    free(one);                             // ok: CK4009
    free(two);                             // ok: CK4009
    free(three);                           // ok: CK4009
    return sum;
}

/* A function that is told how to release. */
static void release(void *thing, void (*how)(void *))
{
    if (thing != NULL)
        how(thing);
}

static void close_stream(void *stream)
{
    fclose(stream);
}

static void by_pointer(void)
{
    FILE *file = fopen("/dev/null", "r");
    release(file, close_stream);           // ok: CK4009
}

int main(void)
{
    int sum = first_of("/dev/null", 0) + first_of("echo", 1) + family_of(NULL) + many();
    block_free(block_new(10));             // ok: CK4009
    block_free(block_new(100000));         // ok: CK4009
    pattern_free(pattern_new("a*b"));      // ok: CK4009
    by_pointer();
    return sum == 12345;
}
