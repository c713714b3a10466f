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

/* Released before each return. */
int count_fields(const char *line)
{
    char *copy = strdup(line);             // ok: CK4001
    if (copy == NULL)
        return -1;
    if (copy[0] == '#') {
        free(copy);
        return 0;
    }
    int fields = 1;
    for (char *at = copy; *at != '\0'; at++)
        if (*at == ',')
            fields++;
    free(copy);
    return fields;
}

/* One way out, reached from everywhere. */
int checksum_of(const char *text, size_t length)
{
    int rc = -1;
    unsigned sum = 0;
    char *scratch = malloc(length + 1);    // ok: CK4001
    if (scratch == NULL)
        goto out;
    memcpy(scratch, text, length);
    scratch[length] = '\0';
    if (strchr(scratch, '\n') != NULL)
        goto release;
    for (size_t i = 0; i < length; i++)
        sum += (unsigned char)scratch[i];
    rc = (int)(sum & 0xff);
release:
    free(scratch);
out:
    return rc;
}

/* The old block goes before its name does. */
char *greeting_for(const char *user)
{
    char *text = malloc(32);               // ok: CK4001
    if (text == NULL)
        return NULL;
    text[0] = '\0';
    if (user != NULL) {
        free(text);
        text = strdup(user);
    }
    return text;
}

static void session_close(struct session *session)
{
    if (session == NULL)
        return;
    free(session->name);
    free(session->token);
    free(session);
}

static struct session *session_open(int id, const char *name)
{
    struct session *session = calloc(1, sizeof *session);  // ok: CK4001
    if (session == NULL)
        return NULL;
    session->id = id;
    session->name = strdup(name);
    session->token = strdup("t0");
    if (session->name == NULL || session->token == NULL) {
        session_close(session);
        return NULL;
    }
    return session;
}

int serve_one(const char *name)
{
    struct session *session = session_open(7, name);       // ok: CK4001
    if (session == NULL)
        return -1;
    int id = session->id;
    session_close(session);
    return id;
}

size_t login(const char *user)
{
    struct session session = { .id = 1 };
    session.name = strdup(user);           // ok: CK4001
    session.token = NULL;
    if (session.name == NULL)
        return 0;
    size_t length = strlen(session.name);
    free(session.name);
    return length;
}

size_t longest_word(const char *const *words, size_t count)
{
    size_t longest = 0;
    for (size_t i = 0; i < count; i++) {
        char *copy = strdup(words[i]);     // ok: CK4001
        if (copy == NULL)
            break;
        if (strlen(copy) > longest)
            longest = strlen(copy);
        free(copy);
    }
    return longest;
}

int parse_port(const char *text)
{
    char *digits = checked_malloc(strlen(text) + 1);       // ok: CK4001
    strcpy(digits, text);
    int port = atoi(digits);
    free(digits);
    return port <= 0 || port > 65535 ? -1 : port;
}

/* Success and failure differ in what the out-parameter holds; the caller keeps to the return code. */
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
    if (read_key(line, &key) != 0)         // ok: CK4001
        return 0;
    int known = strcmp(key, "help") == 0;
    free(key);
    return known;
}

struct message *message_new(const char *body, size_t size)
{
    struct message *message = malloc(sizeof *message);     // ok: CK4001
    if (message == NULL)
        return NULL;
    message->next = NULL;
    message->body = malloc(size);
    if (message->body == NULL) {
        free(message);
        return NULL;
    }
    strcpy(message->body, body);
    return message;
}

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
    queue = message_push(queue, "first");  // ok: CK4001
    queue = message_push(queue, "second"); // ok: CK4001
    while (queue != NULL) {
        struct message *next = queue->next;
        free(queue->body);
        free(queue);
        queue = next;
    }
}

int title_length(const char *title)
{
    char *copy = strdup(title);            // ok: CK4001
    int length = copy == NULL ? 0 : (int)strlen(copy);
    free(copy);
    return length;
}

int log_line(int code)
{
    char *text = NULL;
    if (asprintf(&text, "code %d\n", code) < 0)            // ok: CK4001
        return -1;
    if (code != 0)
        fputs(text, stderr);
    free(text);
    return code;
}

int dispatch(int kind)
{
    char *buffer = malloc(64);             // ok: CK4001
    if (buffer == NULL)
        return -1;
    switch (kind) {
    case 0:
        kind = 10;
        break;
    case 1:
        buffer[0] = '1';
        break;
    default:
        free(buffer);
        return 1;
    }
    free(buffer);
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
    sum += log_line(0) + log_line(3);
    sum += dispatch(0) + dispatch(1) + dispatch(2);
    return sum == 12345;
}
