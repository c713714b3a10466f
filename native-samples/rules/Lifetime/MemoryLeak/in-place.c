// run: memory
/* Objects that are made where they are, as members of what a function is given, and given back by another. */
#include <regex.h>
#include <stdlib.h>
#include <string.h>

struct matcher {
    char *name;
    regex_t pattern;
};

static struct matcher *matcher_new(const char *name, const char *pattern)
{
    struct matcher *matcher = calloc(1, sizeof *matcher);
    if (matcher == NULL)
        return NULL;
    matcher->name = strdup(name);
    if (matcher->name == NULL || regcomp(&matcher->pattern, pattern, REG_NOSUB) != 0) {
        free(matcher->name);
        free(matcher);
        return NULL;
    }
    return matcher;
}

static void matcher_free(struct matcher *matcher)
{
    regfree(&matcher->pattern);
    free(matcher->name);
    free(matcher);
}

/* Forgets what the pattern holds. */
static void matcher_drop(struct matcher *matcher)
{
    free(matcher->name);
    free(matcher);
}

int matches(const char *text)
{
    struct matcher *matcher = matcher_new("words", "[a-z]+");  // ok: CK4001
    if (matcher == NULL)
        return -1;
    int result = regexec(&matcher->pattern, text, 0, NULL, 0);
    matcher_free(matcher);
    return result;
}

int matches_and_drops(const char *text)
{
    struct matcher *matcher = matcher_new("digits", "[0-9]+"); // expect: CK4001 "matcher"
    if (matcher == NULL)
        return -1;
    int result = regexec(&matcher->pattern, text, 0, NULL, 0);
    matcher_drop(matcher);
    return result;
}

/* A local's member, made and released by helpers. */
static int prepare(struct matcher *matcher, const char *pattern)
{
    return regcomp(&matcher->pattern, pattern, 0);             // ok: CK4001
}

static void clean(struct matcher *matcher)
{
    regfree(&matcher->pattern);
}

int count_matches(const char *const *texts, int count)
{
    struct matcher matcher;
    int found = 0;
    if (prepare(&matcher, "^a") != 0)      // ok: CK4001
        return -1;
    for (int i = 0; i < count; i++)
        found += regexec(&matcher.pattern, texts[i], 0, NULL, 0) == 0;
    clean(&matcher);
    return found;
}

int main(void)
{
    static const char *const texts[] = { "abc", "bcd" };
    int failures = matches("word") != 0;
    failures += matches_and_drops("123") != 0;
    return failures + (count_matches(texts, 2) != 1);
}
