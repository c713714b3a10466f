// run: memory
/* Values of several types: what is to be released hangs on what they are. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum type { NONE, NUMBER, TEXT, LIST, PAIR };

struct value {
    enum type type;
    union {
        double number;
        char *text;
        struct {
            struct value **items;
            size_t count;
            size_t capacity;
        } list;
        struct {
            struct value *first;
            struct value *second;
        } pair;
    } as;
};

static void value_free(struct value *value)
{
    if (value == NULL)
        return;
    switch (value->type) {
    case TEXT:
        free(value->as.text);
        break;
    case LIST:
        for (size_t i = 0; i < value->as.list.count; i++)
            value_free(value->as.list.items[i]);           // ok: CK4002, CK4003
        free(value->as.list.items);
        break;
    case PAIR:
        value_free(value->as.pair.first);
        value_free(value->as.pair.second);
        break;
    default:
        break;
    }
    free(value);
}

static struct value *value_new(enum type type)
{
    struct value *value = calloc(1, sizeof *value);        // ok: CK4001
    if (value != NULL)
        value->type = type;
    return value;
}

static struct value *number_of(double number)
{
    struct value *value = value_new(NUMBER);               // ok: CK4001
    if (value != NULL)
        value->as.number = number;
    return value;
}

static struct value *text_of(const char *text)
{
    struct value *value = value_new(TEXT);                 // ok: CK4001
    if (value == NULL)
        return NULL;
    value->as.text = strdup(text);         // ok: CK4001
    if (value->as.text == NULL) {
        value_free(value);
        return NULL;
    }
    return value;
}

/* The list takes the item over where it succeeds, and releases it where it does not. */
static bool list_push(struct value *list, struct value *item)
{
    if (list->as.list.count == list->as.list.capacity) {
        size_t capacity = list->as.list.capacity == 0 ? 4 : list->as.list.capacity * 2;
        struct value **items = realloc(list->as.list.items, capacity * sizeof *items);     // ok: CK3001, CK3002
        if (items == NULL) {
            value_free(item);
            return false;
        }
        list->as.list.items = items;
        list->as.list.capacity = capacity;
    }
    list->as.list.items[list->as.list.count++] = item;
    return true;
}

static struct value *list_of(const char *const *texts, size_t count)
{
    struct value *list = value_new(LIST);                  // ok: CK4001
    for (size_t i = 0; list != NULL && i < count; i++) {
        struct value *item = text_of(texts[i]);            // ok: CK4001
        if (item == NULL || !list_push(list, item)) {
            value_free(list);              // ok: CK4002, CK4003
            return NULL;
        }
    }
    return list;
}

/* A pair of what was made, or nothing of it. */
static struct value *pair_of(struct value *first, struct value *second)
{
    struct value *pair = first == NULL || second == NULL ? NULL : value_new(PAIR);         // ok: CK4001
    if (pair == NULL) {
        value_free(first);
        value_free(second);                // ok: CK4003
        return NULL;
    }
    pair->as.pair.first = first;
    pair->as.pair.second = second;
    return pair;
}

/* The text is taken out of its value, which goes. */
static char *text_taken(struct value *value)
{
    if (value == NULL || value->type != TEXT)
        return NULL;
    char *text = value->as.text;
    value->type = NONE;
    value->as.text = NULL;
    value_free(value);
    return text;
}

/* Short texts stand in the record itself. */
struct text {
    size_t length;
    union {
        char inside[16];
        char *outside;
    } bytes;
};

static bool text_init(struct text *text, const char *bytes)
{
    text->length = strlen(bytes);
    if (text->length < sizeof text->bytes.inside) {
        memcpy(text->bytes.inside, bytes, text->length + 1);
        return true;
    }
    text->bytes.outside = strdup(bytes);   // ok: CK4001
    return text->bytes.outside != NULL;
}

static const char *text_bytes(const struct text *text)
{
    return text->length < sizeof text->bytes.inside ? text->bytes.inside : text->bytes.outside;
}

static void text_clear(struct text *text)
{
    if (text->length >= sizeof text->bytes.inside)
        free(text->bytes.outside);         // ok: CK4004, CK4007
    text->length = 0;
}

static size_t longest(const char *const *lines, size_t count)
{
    size_t most = 0;
    for (size_t i = 0; i < count; i++) {
        struct text text;
        if (!text_init(&text, lines[i]))
            break;
        most = strlen(text_bytes(&text)) > most ? strlen(text_bytes(&text)) : most;
        text_clear(&text);
    }
    return most;
}

/* A stack buffer that gives way to one of the heap where it is too small. */
static int checksum(const char *text)
{
    char fixed[16];
    char *copy = fixed;
    size_t size = strlen(text) + 1;
    if (size > sizeof fixed) {
        copy = malloc(size);               // ok: CK4001
        if (copy == NULL)
            return -1;
    }
    memcpy(copy, text, size);
    int sum = 0;
    for (char *at = copy; *at != '\0'; at++)
        sum += *at;
    if (copy != fixed)
        free(copy);                        // ok: CK4004
    return sum;
}

int main(void)
{
    static const char *const texts[] = { "one", "two", "a longer text than sixteen bytes", "four", "five" };
    value_free(list_of(texts, 5));
    value_free(pair_of(number_of(1), text_of("one")));
    value_free(pair_of(number_of(1), NULL));
    free(text_taken(text_of("two")));
    return longest(texts, 5) + checksum(texts[0]) + checksum(texts[2]) == 12345;
}
