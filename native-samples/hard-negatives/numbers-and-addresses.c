// run: memory
/* What numbers and addresses cannot be: a formatted number longer than any number, a new block at the address of an older one, a sum below its parts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned digits(unsigned long value)
{
    if (value < 10)
        return 1;
    if (value < 100)
        return 2;
    if (value < 10000000000UL)
        return value < 1000 ? 3 : 4 + (value >= 10000);
    return 12 + digits(value / 1000000000000UL);
}

/* A length before the number that it counts. */
int put_number(FILE *out, double number)
{
    char text[160];
    int length = snprintf(text + 7, sizeof text - 7, "%.17g", number);
    int count = (int)digits((unsigned long)length), start = 4 - count;
    text[start] = '$';
    for (int i = count, rest = length; rest > 0 && i > 0; i--, rest /= 10)
        text[start + i] = (char)('0' + rest % 10);
    text[5] = '\r';
    text[6] = '\n';
    text[length + 7] = '\r';                               // ok: CK4011
    text[length + 8] = '\n';                               // ok: CK4011
    return (int)fwrite(text + start, 1, (size_t)(length + 9 - start), out);
}

struct queue {
    unsigned char *(*tail)(struct queue *queue, size_t *size, long *number);
    int length;
    unsigned char bytes[16];
};

static unsigned char *tail_of(struct queue *queue, size_t *size, long *number)
{
    *size = sizeof queue->bytes;
    *number = 0;
    return queue->bytes;
}

static void push_front(struct queue *queue, const unsigned char *value, size_t size)
{
    memmove(queue->bytes, value, size);
}

/* The copy is a new block: it is neither the buffer nor what it was copied from. */
void rotate(struct queue *queue)
{
    unsigned char digits_of[32], *value;
    size_t size;
    long number;
    unsigned char *found = queue->tail(queue, &size, &number);
    if (found == NULL) {
        size = (size_t)snprintf((char *)digits_of, sizeof digits_of, "%ld", number);
        value = digits_of;
    } else if (queue->length == 1) {
        value = malloc(size);                              // ok: CK4001
        if (value == NULL)
            abort();
        memcpy(value, found, size);
    } else {
        value = found;
    }
    push_front(queue, value, size);
    if (value != digits_of && value != found)
        free(value);
}

int first_character(const char *name)
{
    FILE *file = name != NULL ? fopen(name, "r") : stdin;  // ok: CK5002
    if (file == NULL)
        return -1;
    int character = getc(file);
    if (file != stdin)
        fclose(file);
    return character;
}

struct command {
    int count;
    char **words;
};

/* There are at least two words and two more for each pair: the loop that releases them runs. */
int pairs_of(struct command *command, int (*check)(const char *word))
{
    int first = 2;
    while (first < command->count && command->words[first][0] == '-')
        first++;
    int pairs = (command->count - first) / 3;
    int total = first + pairs * 2;
    char **words = calloc((size_t)total, sizeof *words);
    if (words == NULL)
        abort();
    words[0] = malloc(8);                                  // ok: CK4001
    for (int i = 0; i < pairs; i++) {
        if (!check(command->words[first + i * 3])) {
            for (int j = 0; j < total; j++)
                free(words[j]);
            free(words);
            return -1;
        }
    }
    int made = words[0] != NULL;
    free(words[0]);
    free(words);
    return made;
}

static int is_word(const char *word)
{
    return word[0] != '\0';
}

int main(void)
{
    struct queue queue = { tail_of, 1, { 0 } };
    rotate(&queue);
    char *words[] = { "add", "key", "-x", "a", "b", "" };
    struct command command = { 6, words };
    return put_number(stdout, 0.1) <= 0 || first_character("/dev/null") != -1 || pairs_of(&command, is_word) != 1;
}
