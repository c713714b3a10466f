// run: memory
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What lies on the stack before each trial: an address that can be used, so that the program lives on. */
static char spare[64];

__attribute__((noinline)) static void litter(char *left)
{
    register char **frame = (char **)__builtin_frame_address(0);
    for (register int i = 1; i < 14; i++)
        frame[-i] = left;
}

/* The way out releases what was not made yet. */
int copy_settings(const char *from, int fail)
{
    char *name, *value;
    int result = -1;
    if (from == NULL)
        return -1;
    name = fail ? NULL : strdup(from);         // flow a1: 'fail' is true
    if (name == NULL)
        goto out;
    value = strdup(name);
    result = value != NULL;
out:
    free(value);                               // expect a: CK4007 "'value' is released by 'free'" // flow a2: never set
    free(name);
    return result;
}

/* Set in one case only. */
void greet(int formal)
{
    const char *word;
    if (formal)
        word = "Good day";
    char first = word[0];                      // expect: CK4007 "'word' is dereferenced"
    putchar(first);
}

struct session {
    char *user;
    char *host;
    char *path;
};

/* A constructor that gives up half way. */
struct session *open_session(const char *user, const char *host)
{
    struct session *session = malloc(sizeof *session);
    if (session == NULL)
        return NULL;
    session->user = strdup(user);
    session->host = host != NULL ? strdup(host) : NULL;
    if (session->user == NULL || session->host == NULL) {
        free(session->user);
        free(session->host);
        free(session->path);                   // expect b: CK4007 "'session->path' is released by 'free'" // flow b1: never set
        free(session);
        return NULL;
    }
    session->path = strdup("/");
    return session;
}

static void close_session(struct session *session)
{
    free(session->user);
    free(session->host);
    free(session->path);
}

/* A record on the stack whose destructor runs before it is filled. */
int visit(const char *user)
{
    struct session session;
    if (user == NULL) {
        close_session(&session);               // expect c: CK4007 "released by 'close_session'" // flow c1: never set
        return -1;
    }
    session.user = strdup(user);
    session.host = strdup("localhost");
    session.path = NULL;
    close_session(&session);
    return 0;
}

static int find_word(const char *text, char **word)
{
    const char *space = strchr(text, ' ');
    if (space == NULL)
        return -1;
    *word = strdup(space + 1);
    return 0;
}

/* A callee that sets its result only where it succeeds. */
int second_word(const char *text)
{
    char *word;
    int failed = find_word(text, &word);
    if (failed == 0)
        puts(word);
    free(word);                                // expect: CK4007 "'word'"
    return failed;
}

static void shorten(char *text)
{
    text[0] = '\0';
}

/* Followed by a callee. */
void blank(int wanted)
{
    char *text;
    char buffer[8] = "text";
    if (wanted)
        text = buffer;
    shorten(text);                             // expect: CK4007 "'text' is used by 'shorten'"
}

/* Only the list's head was made. */
struct node {
    struct node *next;
    int value;
};

int chain(int value)
{
    struct node *node = malloc(sizeof *node);
    if (node == NULL)
        return -1;
    node->value = value;
    free(node->next);                          // expect: CK4007 "'node->next' is released by 'free'"
    free(node);
    return value;
}

int main(void)
{
    litter(NULL);
    copy_settings("theme", 1);
    litter(spare);
    greet(0);
    litter(NULL);
    open_session("root", NULL);
    litter(NULL);
    visit(NULL);
    litter(NULL);
    second_word("one");
    litter(spare);
    blank(0);
    chain(1);
    return 0;
}
