// run: memory
/* Records that hold a number or a block, by what an entry of a table says: who asks for the entry knows which of them it gets. */
#include <stdlib.h>
#include <string.h>

#define IS_LIST 1u

struct setting {
    const char *name;
    unsigned flags;
    long values[3];
    size_t count;
};

struct answer {
    long number;
    long *list;
    size_t count;
};

static const struct setting settings[] = {
    {"limit", 0, {40}, 1},
    {"ports", IS_LIST, {80, 443, 8080}, 3},
    {"depth", 0, {7}, 1},
};

static const struct setting *find(const char *name)
{
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++)
        if (strcmp(settings[i].name, name) == 0)
            return &settings[i];
    return &settings[0];
}

static struct answer ask(const char *name)
{
    struct answer answer = {0};
    const struct setting *setting = find(name);
    if (!(setting->flags & IS_LIST)) {
        answer.number = setting->values[0];
        answer.count = 1;
    } else {
        answer.list = malloc(setting->count * sizeof *answer.list);
        if (answer.list == NULL)
            return answer;
        memcpy(answer.list, setting->values, setting->count * sizeof *answer.list);
        answer.count = setting->count;
    }
    return answer;
}

static struct answer ask_or(const char *name, const char *other)
{
    return ask(name[0] != '\0' ? name : other);
}

static void forget(struct answer *answer)
{
    if (answer->count > 0)
        free(answer->list);
    memset(answer, 0, sizeof *answer);
}

/* A number is asked for. */
static long limit(void)
{
    struct answer answer = ask("limit");    // ok: CK4001
    return answer.number;
}

/* Two of them in one variable, the second through a wrapper. */
static long budget(const char *other)
{
    struct answer answer = ask("depth");    // ok: CK4001
    long sum = answer.number;
    answer = ask_or(other, "limit");    // ok: CK4001
    if (answer.count == 1)
        sum += answer.number;
    return sum;
}

/* A list is asked for, and given back. */
static long first_port(void)
{
    struct answer answer = ask("ports");
    long first = answer.count > 0 && answer.list != NULL ? answer.list[0] : 0;
    forget(&answer);
    return first;
}

int main(void)
{
    return limit() + budget("") + first_port() == 40 + 47 + 80 ? 0 : 1;
}
