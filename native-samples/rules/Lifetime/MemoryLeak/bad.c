// run: memory
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct session {
    int id;
    char *name;
    char *token;
};

struct message {
    struct message *next;
    char *body;
};

static void *checked_malloc(size_t size)
{
    void *block = malloc(size);
    if (block == NULL) {
        fputs("out of memory\n", stderr);
        exit(2);
    }
    return block;
}

/* Early return. */
int count_fields(const char *line)
{
    char *copy = strdup(line);             // expect a: CK4001 "copy" // flow a1: strdup
    if (copy == NULL)
        return -1;
    if (copy[0] == '#')                    // flow a2: copy
        return 0;                          // flow a3: copy

    int fields = 1;
    for (char *at = copy; *at != '\0'; at++)
        if (*at == ',')
            fields++;
    free(copy);
    return fields;
}

/* Goto to the label below the release. */
int checksum_of(const char *text, size_t length)
{
    int rc = -1;
    unsigned sum = 0;
    char *scratch = malloc(length + 1);    // expect b: CK4001
    if (scratch == NULL)
        goto out;
    memcpy(scratch, text, length);
    scratch[length] = '\0';
    if (strchr(scratch, '\n') != NULL)
        goto out;
    for (size_t i = 0; i < length; i++)
        sum += (unsigned char)scratch[i];
    rc = (int)(sum & 0xff);
    free(scratch);
out:
    return rc;
}

/* The only name gets another block. */
char *greeting_for(const char *user)
{
    char *text = malloc(32);               // expect c: CK4001
    if (text == NULL)
        return NULL;
    text[0] = '\0';
    if (user != NULL) {
        text = strdup(user);               // flow c1: text
    }
    return text;
}

/* The outer record goes, its fields stay. */
void session_close(struct session *session)
{
    free(session->token);
    free(session);
}

static struct session *session_open(int id, const char *name)
{
    struct session *session = calloc(1, sizeof *session);
    if (session == NULL)
        return NULL;
    session->id = id;
    session->name = strdup(name);
    session->token = strdup("t0");
    return session;
}

int serve_one(const char *name)
{
    struct session *session = session_open(7, name);       // expect d: CK4001 "name"
    if (session == NULL)
        return -1;
    int id = session->id;
    session_close(session);                // flow d1: session_close
    return id;
}

/* A field of a local record. */
size_t login(const char *user)
{
    struct session session = { .id = 1 };
    session.name = strdup(user);           // expect e: CK4001 "name"
    session.token = NULL;
    if (session.name == NULL)
        return 0;
    return strlen(session.name);           // flow e1: session
}

/* Each turn of a loop loses its block, the last one is released. */
size_t longest_word(const char *const *words, size_t count)
{
    size_t longest = 0;
    char *copy = NULL;
    for (size_t i = 0; i < count; i++) {
        copy = strdup(words[i]);           // expect: CK4001 "copy"
        if (copy != NULL && strlen(copy) > longest)
            longest = strlen(copy);
    }
    free(copy);
    return longest;
}

/* Through a wrapper that ends the process on failure. */
int parse_port(const char *text)
{
    char *digits = checked_malloc(strlen(text) + 1);       // expect f: CK4001 "digits"
    strcpy(digits, text);
    int port = atoi(digits);
    if (port <= 0 || port > 65535)
        return -1;                         // flow f1: digits
    free(digits);
    return port;
}

/* By an out-parameter: the caller owns it on success, and forgets it on one of its own paths. */
static int read_key(const char *line, char **key)
{
    const char *equals = strchr(line, '=');
    if (equals == NULL)
        return -1;
    *key = strndup(line, (size_t)(equals - line));
    return *key == NULL ? -1 : 0;
}

int option_is_known(const char *line)
{
    char *key;
    if (read_key(line, &key) != 0)         // expect g: CK4001 "key"
        return 0;
    if (strcmp(key, "help") == 0)
        return 1;                          // flow g1: key
    free(key);
    return 0;
}

/* The failure of the second allocation forgets the first. */
struct message *message_new(const char *body, size_t size)
{
    struct message *message = malloc(sizeof *message);     // expect h: CK4001 "message"
    if (message == NULL)
        return NULL;
    message->next = NULL;
    message->body = malloc(size);
    if (message->body == NULL)
        return NULL;                       // flow h1: message
    strcpy(message->body, body);
    return message;
}

/* Nodes of a list go, what they own stays. */
static struct message *message_push(struct message *head, const char *body)
{
    struct message *message = malloc(sizeof *message);
    if (message == NULL)
        return head;
    message->body = strdup(body);
    message->next = head;
    return message;
}

void drain(void)
{
    struct message *queue = NULL;
    queue = message_push(queue, "first");  // expect: CK4001 "body"
    queue = message_push(queue, "second"); // expect: CK4001 "body"
    while (queue != NULL) {
        struct message *next = queue->next;
        free(queue);
        queue = next;
    }
}

/* The result of an allocating call is not kept at all. */
static int length_or_zero(const char *text)
{
    return text == NULL ? 0 : (int)strlen(text);
}

int title_length(const char *title)
{
    return length_or_zero(strdup(title));  // expect: CK4001
}

/* Library calls that allocate behind an out-parameter. */
int log_line(int code)
{
    char *text = NULL;
    if (asprintf(&text, "code %d", code) < 0)              // expect i: CK4001 "text"
        return -1;
    if (code == 0)
        return 0;                          // flow i1: text
    fputs(text, stderr);
    free(text);
    return code;
}

/* One case of a switch misses the release. */
int dispatch(int kind)
{
    char *buffer = malloc(64);             // expect j: CK4001 "buffer"
    if (buffer == NULL)
        return -1;
    switch (kind) {                        // flow j1: kind
    case 0:
        free(buffer);
        return 0;
    case 1:
        buffer[0] = '1';
        break;
    default:
        free(buffer);
        return 1;
    }
    return kind;
}

int main(void)
{
    static const char *const words[] = { "one", "three", "eleven" };
    int sum = count_fields("# a,b") + count_fields("a,b");
    sum += checksum_of("line\n", 5) + checksum_of("text", 4);
    char *text = greeting_for("ada");
    free(text);
    sum += serve_one("bob");
    sum += (int)login("eve");
    sum += (int)longest_word(words, 3);
    sum += parse_port("99999") + parse_port("80");
    sum += option_is_known("help=1") + option_is_known("verbose=1") + option_is_known("none");
    struct message *message = message_new("never", (size_t)1 << 60);
    if (message != NULL) {
        free(message->body);
        free(message);
    }
    drain();
    sum += title_length("title");
    sum += log_line(0);
    sum += dispatch(0) + dispatch(1) + dispatch(2);
    return sum == 12345;
}
