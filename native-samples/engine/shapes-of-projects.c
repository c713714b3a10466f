// run: memory
/* Shapes that real projects get wrong. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A helper of a header moves the block, its caller goes on in the old one. */
struct buffer {
    char *start;
    size_t size;
};

static inline int buffer_reserve(char **start, size_t size)
{
    char *moved = malloc(size);
    if (moved == NULL)
        return -1;
    memcpy(moved, *start, 8);
    free(*start);
    *start = moved;
    return 0;
}

int cursor_kept(struct buffer *buffer)
{
    char *cursor = buffer->start + 1;
    if (buffer_reserve(&buffer->start, buffer->size * 2) != 0)
        return -1;
    *cursor = 'b';                         // expect: CK4002 "cursor"
    return 0;
}

static inline int buffer_extend(char **start, size_t size)
{
    char *moved = realloc(*start, size);
    if (moved == NULL)
        return -1;
    *start = moved;
    return 0;
}

int cursor_renewed(struct buffer *buffer)
{
    size_t at = 1;
    if (buffer_extend(&buffer->start, buffer->size * 2) != 0)
        return -1;
    buffer->start[at] = 'b';               // ok: CK4002, CK3002
    return 0;
}

/* The callee releases what it was given when it fails, and the caller does so, too. */
static int parse(char *line)
{
    if (line[0] == '#') {
        free(line);
        return -1;
    }
    line[0] = ' ';
    return 0;
}

int released_by_both(const char *text)
{
    char *line = strdup(text);
    if (line == NULL)
        return -1;
    if (parse(line) < 0) {
        free(line);                        // expect: CK4003 "line"
        return -1;
    }
    free(line);
    return 0;
}

int used_behind_callee(const char *text)
{
    char *line = strdup(text);
    if (line == NULL)
        return -1;
    int rc = parse(line);
    if (rc < 0)
        return line[0];                    // expect: CK4002
    free(line);
    return rc;
}

/* Released in one turn of a loop, and again in the next. */
int released_each_turn(int count)
{
    char *scratch = malloc(8);
    int turn = 0;
    do {
        free(scratch);                     // expect: CK4003 "scratch"
    } while (++turn < count);
    return turn;
}

int renewed_each_turn(int count)
{
    char *scratch = NULL;
    for (int i = 0; i < count; i++) {
        free(scratch);                     // ok: CK4003
        scratch = malloc(8);               // ok: CK4001
    }
    free(scratch);
    return count;
}

/* A literal is stored in a member that is released by value. */
struct setting {
    char *name;
    char *value;
};

static void setting_clear(struct setting *setting)
{
    free(setting->name);
    free(setting->value);
}

int literal_released(void)
{
    struct setting setting = { strdup("name"), (char *)"none" };
    if (setting.name == NULL)
        return -1;
    setting_clear(&setting);               // expect: CK4004
    return 0;
}

/* A member that is part of the record is released as if it were a block. */
struct message {
    char *text;
    char small[16];
};

static void message_set(struct message *message, const char *text)
{
    if (strlen(text) < sizeof message->small) {
        strcpy(message->small, text);
        message->text = message->small;
    } else {
        message->text = strdup(text);
    }
}

int member_released(void)
{
    struct message *message = calloc(1, sizeof *message);
    if (message == NULL)
        return -1;
    message->text = message->small;
    free(message->text);                   // expect: CK4005
    free(message);
    return 0;
}

int member_told_apart(const char *text)
{
    struct message message = { NULL, "" };
    message_set(&message, text);           // ok: CK4001
    int length = message.text == NULL ? -1 : (int)strlen(message.text);
    if (message.text != message.small)
        free(message.text);                // ok: CK4005
    return length;
}

/* A record that owns a list is released without it. */
struct entry {
    struct entry *next;
    char key[8];
};

struct index {
    struct entry *first;
    size_t count;
};

static int index_add(struct index *index, const char *key)
{
    struct entry *entry = calloc(1, sizeof *entry);
    if (entry == NULL)
        return -1;
    strncpy(entry->key, key, sizeof entry->key - 1);
    entry->next = index->first;
    index->first = entry;
    index->count++;
    return 0;
}

static void index_free(struct index *index)
{
    for (struct entry *entry = index->first, *next; entry != NULL; entry = next) {
        next = entry->next;
        free(entry);
    }
    free(index);
}

int shallow_release(const char *key)
{
    struct index *index = calloc(1, sizeof *index);
    if (index == NULL)
        return -1;
    int rc = index_add(index, key);        // expect: CK4001
    free(index);
    return rc;
}

int deep_release(const char *key)
{
    struct index *index = calloc(1, sizeof *index);        // ok: CK4001
    if (index == NULL)
        return -1;
    int rc = index_add(index, key);        // ok: CK4001
    index_free(index);
    return rc;
}

/* Who owns the block afterwards is told by the return code. */
static char *owner;

static int adopt(char *text, int wanted)
{
    if (!wanted)
        return 1;
    if (owner != NULL)
        return -1;
    owner = text;
    return 0;
}

int code_forgotten(int wanted)
{
    char *text = strdup("text");           // expect: CK4001 "text"
    if (text == NULL)
        return -1;
    int rc = adopt(text, wanted);
    if (rc < 0) {
        free(text);
        return rc;
    }
    return 0;
}

int code_respected(int wanted)
{
    char *text = strdup("text");           // ok: CK4001
    if (text == NULL)
        return -1;
    int rc = adopt(text, wanted);
    if (rc != 0)
        free(text);                        // ok: CK4003
    return rc;
}

int main(void)
{
    struct buffer buffer = { calloc(1, 8), 8 };
    if (buffer.start == NULL)
        return 1;
    int sum = cursor_kept(&buffer) + cursor_renewed(&buffer);
    free(buffer.start);
    sum += released_by_both("a") + released_by_both("#") + used_behind_callee("a") + used_behind_callee("#");
    sum += released_each_turn(2) + renewed_each_turn(2) + literal_released() + member_released();
    sum += member_told_apart("short") + member_told_apart("a text that is longer than that");
    sum += shallow_release("a") + deep_release("a");
    sum += code_forgotten(0) + code_respected(0) + code_respected(1);
    free(owner);
    return sum == 12345;
}
