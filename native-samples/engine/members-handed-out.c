// run: memory
/* A list that keeps the record and not what is handed out with it; an array that drops what does not fit. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct info {
    long sequence;
    const char *base;
};

struct manifest {
    struct info *last;
    void (*changed)(struct manifest *manifest);
};

static void note_change(struct manifest *manifest)
{
    manifest->last = NULL;
}

static char *add_file(struct manifest *manifest, const char *base)
{
    struct info *info = calloc(1, sizeof *info);
    char *name = malloc(strlen(base) + 24);
    if (info == NULL || name == NULL)
        abort();
    if (manifest->changed != NULL)
        manifest->changed(manifest);
    info->sequence = 1;
    info->base = base;
    manifest->last = info;
    sprintf(name, "%s.%ld", base, info->sequence);
    return name;
}

int open_next(struct manifest *manifest, const char *base)
{
    char *copy = strdup(add_file(manifest, base));         // expect: CK4001
    if (copy == NULL)
        return -1;
    int length = (int)strlen(copy);
    free(copy);
    return length;
}

struct sequence {
    int length;
    char *labels[4];
};

int add_label(struct sequence *sequence, const char *label)
{
    char *copy = strdup(label);                            // expect: CK4001 "copy"
    if (copy == NULL)
        return -1;
    if (sequence->length == 4)
        return -1;
    sequence->labels[sequence->length++] = copy;
    return 0;
}

int main(void)
{
    struct manifest manifest = { NULL, note_change };
    int length = open_next(&manifest, "log");
    free(manifest.last);

    struct sequence sequence = { 0, { NULL } };
    for (int i = 0; i < 5; i++)
        add_label(&sequence, "x");
    for (int i = 0; i < sequence.length; i++)
        free(sequence.labels[i]);
    return length != 5;
}
