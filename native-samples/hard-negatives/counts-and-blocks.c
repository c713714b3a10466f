// run: memory
/* A count says whether there is a block: 0 of them is none, and what was counted up is not 0 again. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct printer {
    int filter_count;
    char **filters;
};

static int left = 3;

static const char *next_filter(struct printer *printer)
{
    return printer->filter_count < left ? "raw" : NULL;
}

/* The first round takes malloc, each further one realloc. The element that is written says that the count was none below 0. */
static int collect_filters(struct printer *printer)
{
    const char *text = "text";
    do {
        char **filter;
        if (printer->filter_count == 0)
            filter = malloc(sizeof *filter);                                                    // ok: CK4001
        else
            filter = realloc(printer->filters, sizeof *filter * (size_t)(printer->filter_count + 1)); // ok: CK4001
        if (filter == NULL)
            return 0;
        printer->filters = filter;
        filter += printer->filter_count;
        printer->filter_count++;
        *filter = strdup(text);                                                                 // ok: CK4001
    } while ((text = next_filter(printer)) != NULL);
    return 1;
}

static void drop_filters(struct printer *printer)
{
    for (int i = 0; i < printer->filter_count; i++)
        free(printer->filters[i]);
    if (printer->filter_count > 0)
        free(printer->filters);
}

struct records {
    uint16_t count;
    uint32_t size;
    unsigned char *bytes;
};

static int add(struct records *records, const unsigned char *bytes, uint32_t size)
{
    if (records->count == UINT16_MAX)
        return -1;
    unsigned char *grown = realloc(records->bytes, records->size + size);                       // ok: CK4001
    if (grown == NULL)
        return -2;
    records->bytes = grown;
    memcpy(grown + records->size, bytes, size);
    records->size += size;
    records->count++;
    return 0;
}

static void clear(struct records *records)
{
    free(records->bytes);
    memset(records, 0, sizeof *records);
}

/* Two questions with one answer. */
static bool is_empty(const struct records *records)
{
    return records == NULL || records->count == 0;
}

static int changes(const struct records *from, const struct records *other, struct records *changed)
{
    memset(changed, 0, sizeof *changed);
    for (uint16_t i = 0; i < from->count; i++) {
        if (i < other->count && from->bytes[i] == other->bytes[i])
            continue;
        int error = add(changed, from->bytes + i, 1);
        if (error != 0) {
            clear(changed);
            return error;
        }
    }
    return 0;
}

static int print_all(const struct records *records)
{
    return printf("%u changed\n", (unsigned)records->count) < 0;
}

static int difference(const struct records *one, const struct records *other)
{
    struct records added = { 0 };
    int error = changes(one, other, &added);            // ok: CK4001
    if (error != 0)
        return error;
    if (!is_empty(&added)) {
        error = print_all(&added);
        clear(&added);
    }
    return error;
}

/* The member is looked at directly. */
static int difference_counted(const struct records *one, const struct records *other)
{
    struct records added = { 0 };
    int error = changes(one, other, &added);            // ok: CK4001
    if (error != 0)
        return error;
    if (added.count != 0) {
        error = print_all(&added);
        clear(&added);
    }
    return error;
}

int main(void)
{
    struct printer printer = { 0, NULL };
    if (collect_filters(&printer))
        printf("%d filters\n", printer.filter_count);
    drop_filters(&printer);

    struct records one = { 0 }, other = { 0 };
    if (add(&one, (const unsigned char *)"abc", 1) == 0 && add(&one, (const unsigned char *)"bcd", 1) == 0
        && add(&other, (const unsigned char *)"abc", 1) == 0)
        printf("%d %d\n", difference(&one, &other), difference_counted(&one, &other));
    clear(&one);
    clear(&other);
    return 0;
}
