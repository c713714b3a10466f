// run: memory
#include <stdlib.h>
#include <string.h>

struct entry {
    int key;
    int count;
};

struct table {
    struct entry *entries;
    size_t length, room;
};

struct buffer {
    char *bytes;
    size_t length, room;
};

/* An alias. */
int aliased(void)
{
    char *line = malloc(16);               // flow a1: malloc
    if (line == NULL)
        return -1;
    strcpy(line, "first");
    char *first = line;
    char *longer = realloc(line, 4096);    // flow a2: move
    if (longer == NULL) {
        free(line);
        return -1;
    }
    int letter = first[0];                 // expect a: CK3002 "first"
    free(longer);
    return letter;
}

/* The address of an element. */
int element(void)
{
    int *numbers = calloc(4, sizeof *numbers);
    if (numbers == NULL)
        return -1;
    int *third = &numbers[2];
    int *more = realloc(numbers, 4000 * sizeof *numbers);
    if (more == NULL) {
        free(numbers);
        return -1;
    }
    numbers = more;
    *third = 3;                            // expect: CK3002 "third"
    int value = numbers[2];
    free(numbers);
    return value;
}

/* A helper grows the table that its caller points into. */
static inline int table_reserve(struct table *table, size_t room)
{
    if (room <= table->room)
        return 0;
    struct entry *entries = realloc(table->entries, room * sizeof *entries); // flow b2: move
    if (entries == NULL)
        return -1;
    table->entries = entries;
    table->room = room;
    return 0;
}

int table_duplicate(struct table *table, size_t index)
{
    struct entry *from = &table->entries[index];
    if (table_reserve(table, table->room * 512) < 0) // flow b1: table_reserve
        return -1;
    table->entries[table->length] = *from; // expect b: CK3002 "from" // flow b3: from
    table->length++;
    return 0;
}

/* A helper gets the address of the pointer itself, while its caller keeps a cursor. */
static int grow(char **bytes, size_t size)
{
    char *wider = realloc(*bytes, size);
    if (wider == NULL)
        return -1;
    *bytes = wider;
    return 0;
}

int fill(void)
{
    char *bytes = malloc(8);
    if (bytes == NULL)
        return -1;
    char *cursor = bytes;
    *cursor++ = 'a';
    if (grow(&bytes, 8192) < 0) {
        free(bytes);
        return -1;
    }
    *cursor = 'b';                         // expect: CK3002 "cursor"
    free(bytes);
    return 0;
}

/* A copy of the field, in another record. */
struct reader {
    const char *start;
};

int copied_field(struct buffer *buffer)
{
    struct reader reader = { .start = buffer->bytes };
    char *bytes = realloc(buffer->bytes, buffer->room * 1024);
    if (bytes == NULL)
        return -1;
    buffer->bytes = bytes;
    buffer->room *= 1024;
    return reader.start[0];                // expect: CK3002 "reader.start"
}

/* The old address goes to a library function. */
size_t measured(struct buffer *buffer)
{
    char *text = buffer->bytes;
    char *bytes = realloc(buffer->bytes, buffer->room * 1024);
    if (bytes == NULL)
        return 0;
    buffer->bytes = bytes;
    return strlen(text);                   // expect: CK3002 "text"
}

/* A callee uses what was handed to it. */
static int first_of(const int *numbers)
{
    return numbers[0];
}

int handed_on(void)
{
    int *numbers = calloc(4, sizeof *numbers);
    if (numbers == NULL)
        return -1;
    int *old = numbers;
    numbers = realloc(numbers, 40000);
    if (numbers == NULL) {
        free(old);
        return -1;
    }
    int first = first_of(old);             // expect: CK3002 "old"
    free(numbers);
    return first;
}

int main(void)
{
    aliased();
    element();
    struct table table = { .entries = calloc(8, sizeof(struct entry)), .length = 1, .room = 8 };
    if (table.entries == NULL)
        return 1;
    table_duplicate(&table, 0);
    free(table.entries);
    fill();
    struct buffer buffer = { .bytes = calloc(16, 1), .room = 16 };
    if (buffer.bytes == NULL)
        return 1;
    copied_field(&buffer);
    measured(&buffer);
    free(buffer.bytes);
    handed_on();
    return 0;
}
