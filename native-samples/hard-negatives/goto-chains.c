// run: memory
/* Ways out that undo, in reverse order, what was done so far. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct device {
    char *name;
    char *input;
    char *output;
    int *table;
};

/* The chain. */
static int device_open(struct device *device, size_t size)
{
    int rc = -1;
    device->name = strdup("device");       // ok: CK4001
    if (device->name == NULL)
        goto fail_name;
    device->input = malloc(size);          // ok: CK4001
    if (device->input == NULL)
        goto fail_input;
    device->output = malloc(size * 2);     // ok: CK4001
    if (device->output == NULL)
        goto fail_output;
    device->table = calloc(4, sizeof *device->table);      // ok: CK4001
    if (device->table == NULL)
        goto fail_table;
    return 0;

fail_table:
    free(device->output);
fail_output:
    free(device->input);
fail_input:
    free(device->name);
fail_name:
    return rc;
}

static void device_close(struct device *device)
{
    free(device->table);
    free(device->output);
    free(device->input);
    free(device->name);
}

/* One label for all; free(NULL) does nothing. */
static int convert(const char *text, size_t size)
{
    int rc = -1;
    char *copy = NULL, *upper = NULL;
    copy = strdup(text);                   // ok: CK4001
    if (copy == NULL)
        goto out;
    upper = malloc(size);                  // ok: CK4001
    if (upper == NULL)
        goto out;
    upper[0] = copy[0];
    rc = upper[0];
out:
    free(upper);
    free(copy);
    return rc;
}

/* Success keeps, failure releases. */
static char *build(const char *text, size_t limit)
{
    char *result = malloc(32);             // ok: CK4001
    if (result == NULL)
        goto fail;
    if (strlen(text) > limit)
        goto fail;
    strncpy(result, text, 31);
    result[31] = '\0';
    return result;
fail:
    free(result);
    return NULL;
}

/* Try again from above, with nothing left of the first try. */
static int retry(int attempts)
{
    char *request;
again:
    request = malloc(16);                  // ok: CK4001
    if (request == NULL)
        return -1;
    request[0] = (char)attempts;
    if (--attempts > 0) {
        free(request);
        goto again;
    }
    free(request);                         // ok: CK4003
    return 0;
}

/* Into a loop's end, out of two loops at once. */
static int search(const int *values, int rows, int columns)
{
    int found = -1;
    for (int row = 0; row < rows; row++) {
        int *line = malloc((size_t)columns * sizeof *line);                // ok: CK4001
        if (line == NULL)
            goto done;
        for (int column = 0; column < columns; column++) {
            line[column] = values[row * columns + column];
            if (line[column] == 7) {
                found = row;
                free(line);
                goto done;
            }
            if (line[column] < 0)
                goto next;
        }
next:
        free(line);                        // ok: CK4003
    }
done:
    return found;
}

/* A thread in the chain. */
static void *work(void *argument)
{
    return argument;
}

static int start_both(size_t size)
{
    int rc = -1;
    pthread_t reader, writer;
    char *buffer = malloc(16);             // ok: CK4001
    if (buffer == NULL)
        goto fail;
    if (pthread_create(&reader, NULL, work, buffer) != 0)  // ok: CK1002
        goto fail_reader;
    char *second = malloc(size);           // ok: CK4001
    if (second == NULL)
        goto fail_second;
    if (pthread_create(&writer, NULL, work, second) != 0)  // ok: CK1002
        goto fail_writer;
    pthread_join(writer, NULL);
    rc = 0;
fail_writer:
    free(second);
fail_second:
    pthread_join(reader, NULL);
fail_reader:
    free(buffer);
fail:
    return rc;
}

int main(void)
{
    static const int values[] = { 1, 2, -1, 4, 7, 6 };
    struct device device;
    int sum = 0;
    if (device_open(&device, 8) == 0)
        device_close(&device);
    sum += device_open(&device, (size_t)1 << 60);
    sum += convert("text", 8) + convert("text", (size_t)1 << 60);
    char *result = build("text", 8);
    free(result);
    result = build("a long text", 8);
    free(result);
    sum += retry(3) + search(values, 2, 3);
    sum += start_both(8) + start_both((size_t)1 << 60);
    return sum == 12345;
}
