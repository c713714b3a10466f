// run: memory
/* Callers get a member of what a list keeps, an element of what an array keeps: neither is theirs to release. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct node {
    struct node *next;
    void *value;
};

struct list {
    struct node *head;
    struct node *tail;
    int length;
};

struct info {
    char *name;
    long sequence;
};

struct manifest {
    struct list *files;
    long last;
    void (*changed)(struct manifest *manifest);
    int dirty[2];
};

static void *need(void *block)
{
    if (block == NULL)
        abort();
    return block;
}

static void list_add(struct list *list, void *value)
{
    struct node *node = need(malloc(sizeof *node));
    node->value = value;
    node->next = NULL;
    if (list->length == 0)
        list->head = node;
    else
        list->tail->next = node;
    list->tail = node;
    list->length++;
}

static char *add_file(struct manifest *manifest, const char *base)
{
    struct info *info = need(calloc(1, sizeof *info));     // ok: CK4001
    char *name = need(malloc(strlen(base) + 24));          // ok: CK4001
    sprintf(name, "%s.%ld", base, ++manifest->last);
    info->name = name;
    info->sequence = manifest->last;
    if (manifest->changed != NULL)
        manifest->changed(manifest);
    list_add(manifest->files, info);
    return info->name;
}

int open_next(struct manifest *manifest, const char *base)
{
    char *copy = strdup(add_file(manifest, base));         // ok: CK4001
    if (copy == NULL)
        return -1;
    int length = (int)strlen(copy);
    free(copy);
    return length;
}

static void note_change(struct manifest *manifest)
{
    manifest->dirty[0] = 1;
}

static void release_files(struct manifest *manifest)
{
    while (manifest->files->head != NULL) {
        struct node *node = manifest->files->head;
        struct info *info = node->value;
        manifest->files->head = node->next;
        free(info->name);
        free(info);
        free(node);
    }
    free(manifest->files);
}

struct sample {
    double value;
    char *label;
};

struct sequence {
    int length;
    int labels;
    struct sample *samples;
};

static void *resize(void *block, size_t size)
{
    void *moved = realloc(block, size);
    if (moved == NULL && size != 0)
        abort();
    return moved;
}

void add_sample(struct sequence *sequence, double value, const char *label)
{
    char *copy = label == NULL || label[0] == '\0' ? NULL : need(strdup(label));  // ok: CK4001
    sequence->samples = resize(sequence->samples, sizeof *sequence->samples * (sequence->length + 1));  // ok: CK3001
    sequence->samples[sequence->length].value = value;
    sequence->samples[sequence->length].label = copy;
    sequence->length++;
    if (copy != NULL)
        sequence->labels++;
}

static void release_samples(struct sequence *sequence)
{
    for (int i = 0; i < sequence->length; i++)
        free(sequence->samples[i].label);
    free(sequence->samples);
}

int main(void)
{
    struct manifest manifest = { need(calloc(1, sizeof(struct list))), 0, note_change, { 0, 0 } };
    int length = open_next(&manifest, "log") + open_next(&manifest, "log");
    release_files(&manifest);

    struct sequence sequence = { 0, 0, NULL };
    add_sample(&sequence, 1.5, "first");
    add_sample(&sequence, 2.5, NULL);
    release_samples(&sequence);
    return length != 10 || sequence.labels != 1;
}
