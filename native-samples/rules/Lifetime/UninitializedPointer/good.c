// run: memory
#include <errno.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The usual way out, with everything set to NULL first. */
int copy_settings(const char *from)
{
    char *name = NULL, *value = NULL;
    int result = -1;
    name = strdup(from);
    if (name == NULL)
        goto out;
    value = strdup(name);
    if (value == NULL)
        goto out;
    result = 0;
out:
    free(value);                               // ok: CK4007
    free(name);
    return result;
}

/* Labels that release only what was made before the jump. */
int copy_both(const char *first, const char *second)
{
    char *left, *right;
    int result = -1;
    left = strdup(first);
    if (left == NULL)
        goto out;
    right = strdup(second);
    if (right == NULL)
        goto out_left;
    result = strcmp(left, right);
    free(right);                               // ok: CK4007
out_left:
    free(left);                                // ok: CK4007
out:
    return result;
}

/* The flag says whether it was set. */
int describe(const char *text, bool loud)
{
    char *copy;
    bool have_copy = false;
    if (loud) {
        copy = strdup(text);
        have_copy = copy != NULL;
    }
    if (have_copy) {
        copy[0] = '!';                         // ok: CK4007
        puts(copy);
        free(copy);                            // ok: CK4007
    }
    return have_copy;
}

/* Two flags of one origin: where the second is true, the first is. */
struct options {
    bool verbose;
    bool colour;                               /* only with verbose */
};

size_t measure(const struct options *options, const char *text)
{
    char *copy;
    size_t length = 0;
    if (options->verbose)
        copy = strdup(text);
    if (options->colour && copy != NULL)       // ok: CK4007
        length = strlen(copy);                 // ok: CK4007
    if (options->verbose)
        free(copy);                            // ok: CK4007
    return length;
}

/* Each value that the kind can have sets it. */
enum kind { KIND_FILE, KIND_FOLDER, KIND_LINK };

char initial(enum kind kind)
{
    const char *name;
    switch (kind) {
    case KIND_FILE:
        name = "file";
        break;
    case KIND_FOLDER:
        name = "folder";
        break;
    case KIND_LINK:
        name = "link";
        break;
    }
    return name[0];                            // ok: CK4007
}

char initial_of_word(const char *word)
{
    const char *name;
    if (strcmp(word, "one") == 0)
        name = "1";
    else if (strcmp(word, "two") == 0)
        name = "2";
    return name[0];                            // ok: CK4007
}

/* The loop turns at least once, as its caller knows. */
char last_of(char **words, int count)
{
    char *last;
    for (int i = 0; i < count; i++)
        last = words[i];
    return last[0];                            // ok: CK4007
}

/* The callee sets it where it says that it succeeded. */
static int find_word(const char *text, char **word)
{
    const char *space = strchr(text, ' ');
    if (space == NULL)
        return -1;
    *word = strdup(space + 1);
    return *word == NULL ? -ENOMEM : 0;
}

int second_word(const char *text)
{
    char *word;
    int failed = find_word(text, &word);
    if (failed < 0)
        return failed;
    puts(word);
    free(word);                                // ok: CK4007
    return 0;
}

/* A library function sets it in any case. */
long number(const char *text)
{
    char *end;
    long value = strtol(text, &end, 10);
    return *end == '\0' ? value : -1;          // ok: CK4007
}

/* Filled as a whole: by assignment, by memset, by a constructor. */
struct session {
    char *user;
    char *host;
    char *path;
};

static void close_session(struct session *session)
{
    free(session->user);
    free(session->host);
    free(session->path);
}

int visit(const char *user)
{
    struct session session;
    memset(&session, 0, sizeof session);
    if (user == NULL) {
        close_session(&session);               // ok: CK4007
        return -1;
    }
    session.user = strdup(user);
    close_session(&session);                   // ok: CK4007
    return 0;
}

struct session *open_session(const char *user)
{
    struct session *session = malloc(sizeof *session);
    if (session == NULL)
        return NULL;
    *session = (struct session){ .user = strdup(user) };
    if (session->user == NULL) {
        close_session(session);                // ok: CK4007
        free(session);
        return NULL;
    }
    return session;
}

/* Written through an address that was stored. */
struct binding {
    const char *name;
    const char **target;
};

static void bind(struct binding *bindings, int count, const char *value)
{
    for (int i = 0; i < count; i++)
        *bindings[i].target = value;
}

char bound(void)
{
    const char *user, *host;
    struct binding bindings[] = { { "user", &user }, { "host", &host } };
    bind(bindings, 2, "root");
    return user[0] == host[0] ? user[0] : '?'; // ok: CK4007
}

/* Set before the jump back. */
static jmp_buf again;

int retry(void)
{
    char *volatile text;
    if (setjmp(again) == 0) {
        text = strdup("text");
        longjmp(again, 1);
    }
    free(text);                                // ok: CK4007
    return 0;
}

/* A union's other member. */
union any {
    char *text;
    long number;
};

struct value {
    int is_text;
    union any any;
};

static void drop(struct value *value)
{
    if (value->is_text)
        free(value->any.text);
}

void keep_number(long number)
{
    struct value value;
    value.is_text = 0;
    value.any.number = number;
    drop(&value);                              // ok: CK4007
}

int main(void)
{
    char *words[] = { "one", "two" };
    copy_settings("theme");
    copy_both("one", "two");
    describe("text", true);
    describe("text", false);
    measure(&(struct options){ .verbose = true, .colour = true }, "text");
    measure(&(struct options){ .verbose = false }, "text");
    initial(KIND_FOLDER);
    initial_of_word("two");
    last_of(words, 2);
    second_word("one two");
    second_word("one");
    number("12");
    visit("root");
    visit(NULL);
    struct session *session = open_session("root");
    if (session != NULL) {
        close_session(session);
        free(session);
    }
    bound();
    retry();
    keep_number(3);
    return 0;
}
