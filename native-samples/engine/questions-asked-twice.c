// run: memory
/* The same question twice, and what lies between the two does change the answer. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { OPEN = 1, LOUD = 2 };

struct session {
    unsigned flags;
    int left;
};

static void session_close(struct session *session)
{
    session->flags &= ~OPEN;
}

/* Closing takes the flag away: the second test fails. */
int session_end(struct session *session, const char *name)
{
    char *copy = NULL;
    if (session->flags & OPEN)
        copy = strdup(name);                               // expect: CK4001 "copy"
    session_close(session);
    if (session->flags & OPEN)
        free(copy);
    return session->left;
}

/* The variable counts down between the two tests. */
int take(struct session *session, int count, const char *name)
{
    char *copy = NULL;
    if (count > 0)
        copy = strdup(name);                               // expect: CK4001 "copy"
    while (count > 0 && session->left > 0) {
        session->left--;
        count--;
    }
    if (count > 0)
        free(copy);
    return session->left;
}

static int mode;

int leave(const char *name)
{
    char *copy = NULL;
    if (mode == 1)
        copy = strdup(name);                               // expect: CK4001 "copy"
    mode = 0;
    if (mode == 1)
        free(copy);
    return mode;
}

struct entry {
    char kind[8];
};

/* Written in between, the answer is another one. */
int rename_kind(struct entry *entry, const char *word)
{
    char *text = NULL;
    if (strncasecmp(entry->kind, "keep", 4) != 0)
        text = strdup(word);                               // expect: CK4001 "text"
    entry->kind[0] = 'k';
    int length = text != NULL ? (int)strlen(text) : 0;
    if (strncasecmp(entry->kind, "keep", 4) != 0)
        free(text);
    return length;
}

int main(void)
{
    struct session session = { OPEN, 1 };
    struct entry entry = { "Xeep" };
    mode = 1;
    if (rename_kind(&entry, "word") != 4)
        return 2;
    return session_end(&session, "a") + take(&session, 1, "b") + leave("c") != 1;
}
