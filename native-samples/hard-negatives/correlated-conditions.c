// run: memory
/* Two places that belong together because the same question is asked in both. */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define WITH_NAME 1u
#define WITH_TOKEN 4u

/* The same flag. */
static int by_flag(int verbose)
{
    char *log = NULL;
    if (verbose)
        log = malloc(64);                  // ok: CK4001
    int rc = verbose * 2;
    if (verbose)
        free(log);
    return rc;
}

/* A comparison kept in a variable. */
static int by_stored_result(size_t size)
{
    char *block = malloc(size);            // ok: CK4001
    int usable = block != NULL && size > 4;
    if (!usable) {
        free(block);
        return -1;
    }
    block[4] = '\0';
    free(block);                           // ok: CK4003
    return 0;
}

/* Bits of a mask. */
static int by_mask(unsigned flags)
{
    char *name = NULL, *token = NULL;
    if (flags & WITH_NAME)
        name = strdup("name");             // ok: CK4001
    if (flags & WITH_TOKEN)
        token = strdup("token");           // ok: CK4001
    int length = (int)flags;
    if (flags & WITH_TOKEN)
        free(token);
    if (flags & WITH_NAME)
        free(name);
    return length;
}

/* A length that is zero exactly where there is no block. */
static int by_length(size_t length)
{
    char *heap = NULL;
    char small[16];
    char *text = small;
    if (length > sizeof small) {
        heap = malloc(length);             // ok: CK4001
        if (heap == NULL)
            return -1;
        text = heap;
    }
    text[0] = '\0';
    if (length > sizeof small)
        free(text);
    return 0;
}

/* The pointer itself says whether it is the local buffer. */
static int by_identity(size_t length)
{
    char small[16];
    char *text = length > sizeof small ? malloc(length) : small;           // ok: CK4001
    if (text == NULL)
        return -1;
    text[0] = '\0';
    if (text != small)
        free(text);
    return 0;
}

/* A switch, twice. */
static int by_kind(int kind)
{
    char *buffer = NULL;
    switch (kind) {
    case 1:
    case 2:
        buffer = malloc(8);                // ok: CK4001
        break;
    case 3:
        return 3;
    default:
        break;
    }
    int rc = buffer == NULL ? 0 : kind;
    switch (kind) {
    case 1:
    case 2:
        free(buffer);
        break;
    default:
        break;
    }
    return rc;
}

/* A return code that says what the out-parameter holds. */
static int fetch(int wanted, char **text)
{
    if (wanted <= 0)
        return -EINVAL;
    if (wanted > 100)
        return 0;
    *text = malloc((size_t)wanted);        // ok: CK4001
    return *text == NULL ? -ENOMEM : wanted;
}

static int by_return_code(int wanted)
{
    char *text = NULL;
    int rc = fetch(wanted, &text);
    if (rc > 0)
        free(text);
    return rc;
}

/* errno says it. */
static char *copy_or_errno(const char *text)
{
    if (text[0] == '\0') {
        errno = EINVAL;
        return NULL;
    }
    return strdup(text);                   // ok: CK4001
}

static int by_errno(const char *text)
{
    errno = 0;
    char *copy = copy_or_errno(text);
    if (errno == EINVAL)
        return -1;                         // ok: CK4001
    free(copy);
    return 0;
}

/* Both or none: one test stands for the other. */
static int by_implication(int a)
{
    char *block = NULL;
    int have = 0;
    if (a > 10) {
        block = malloc(4);                 // ok: CK4001
        if (block != NULL)
            have = 1;
    }
    if (!have)
        return 0;
    free(block);
    return 1;
}

/* Nested in one, behind a short circuit in the other. */
static int by_short_circuit(int deep, int wide)
{
    int *table = NULL;
    if (deep > 0) {
        if (wide > 0)
            table = calloc((size_t)deep, sizeof *table);   // ok: CK4001
    }
    int sum = deep + wide;
    if (deep > 0 && wide > 0)
        free(table);
    return sum;
}

/* Loops over the same bound. */
static int by_bound(size_t count)
{
    char *parts[8];
    if (count > 8)
        return -1;
    for (size_t i = 0; i < count; i++)
        parts[i] = malloc(i + 1);          // ok: CK4001
    for (size_t i = 0; i < count; i++)
        free(parts[i]);                    // ok: CK4003
    return 0;
}

/* What was filled is released from the end, after a failure in the middle. */
static int by_progress(size_t count)
{
    char *parts[8];
    size_t filled = 0;
    int rc = -1;
    for (; filled < count && filled < 8; filled++) {
        parts[filled] = malloc(16);        // ok: CK4001
        if (parts[filled] == NULL)
            goto out;
    }
    rc = 0;
out:
    while (filled > 0)
        free(parts[--filled]);
    return rc;
}

/* Threads in one loop, joins in the other, over a count that the first one found. */
static void *work(void *argument)
{
    return argument;
}

static int by_thread_count(int wanted)
{
    pthread_t threads[4];
    int created = 0;
    for (int i = 0; i < wanted && i < 4; i++)
        if (pthread_create(&threads[created], NULL, work, NULL) == 0)      // ok: CK1002
            created++;
    for (int i = 0; i < created; i++)
        pthread_join(threads[i], NULL);
    return created;
}

/* A state that only one of two branches sets. */
enum state { IDLE, LOADED };

struct loader {
    enum state state;
    char *data;
};

static void loader_step(struct loader *loader)
{
    if (loader->state == IDLE) {
        loader->data = malloc(8);          // ok: CK4001
        if (loader->data != NULL)
            loader->state = LOADED;
    } else {
        free(loader->data);                // ok: CK4003
        loader->state = IDLE;
    }
}

static int by_state(void)
{
    struct loader loader = { IDLE, NULL };
    loader_step(&loader);
    loader_step(&loader);
    if (loader.state == LOADED)
        free(loader.data);                 // ok: CK4003
    return 0;
}

static volatile int asked_for;

static int ask(int what)
{
    return asked_for & what;
}

/* Two questions that must have one answer: there is a block where there is a place for it. Many other things are asked between. */
static int by_like_answers(unsigned flags, char **out)
{
    char *block = NULL;
    int a = 0, b = 0, c = 0, d = 0, e = 0, sum = 0;
    if (((flags & WITH_TOKEN) == 0) != (out == NULL))
        return -1;
    if (ask(1))
        a = ask(3);
    if (ask(2))
        b = ask(6);
    if (ask(4))
        c = ask(12);
    if (ask(8))
        d = ask(24);
    if (ask(16))
        e = ask(48);
    if ((flags & WITH_TOKEN) != 0) {
        block = malloc(16);                // ok: CK4001
        if (block == NULL)
            return -1;
    }
    if (a)
        sum++;
    if (b)
        sum += 2;
    if (c)
        sum += 3;
    if (d)
        sum += 4;
    if (e)
        sum += 5;
    if (out != NULL)
        *out = block;
    return sum;
}

int main(void)
{
    char *token = NULL;
    asked_for = 31;
    by_like_answers(WITH_TOKEN, &token);
    by_like_answers(WITH_NAME, NULL);
    free(token);
    int sum = by_flag(0) + by_flag(1) + by_stored_result(2) + by_stored_result(8);
    for (unsigned flags = 0; flags < 8; flags++)
        sum += by_mask(flags);
    sum += by_length(4) + by_length(40) + by_identity(4) + by_identity(40);
    sum += by_kind(1) + by_kind(2) + by_kind(3) + by_kind(4);
    sum += by_return_code(0) + by_return_code(7) + by_return_code(700);
    sum += by_errno("") + by_errno("text");
    sum += by_implication(1) + by_implication(11);
    sum += by_short_circuit(0, 1) + by_short_circuit(1, 1) + by_short_circuit(1, 0);
    sum += by_bound(0) + by_bound(8) + by_bound(9) + by_progress(3);
    sum += by_thread_count(3) + by_state();
    return sum == 12345;
}
