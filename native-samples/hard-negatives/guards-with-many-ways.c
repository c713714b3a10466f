// run: memory
/* A callee fails in one case that several tests lead to: a caller that excludes each of them never gets there. */
#include <stdlib.h>

struct entry { int key; };

struct index {
    struct entry *slots[8];
    struct entry **shadow;
    int mode;
};

static int insert(struct index *index, struct entry **entry)
{
    if (index == NULL || entry == NULL || *entry == NULL || (*entry)->key < 0 || (*entry)->key > 7)
        return -22;
    switch (index->mode) {
    case 0:
        index->slots[(*entry)->key] = *entry;
        break;
    case 1:
        index->shadow[(*entry)->key] = *entry;
        break;
    case 2:
        index->slots[7 - (*entry)->key] = *entry;
        break;
    case 3:
        index->slots[0] = *entry;
        break;
    default:
        abort();
    }
    return 0;
}

static int add(struct index *index, int key)
{
    if (index == NULL || key < 0 || key > 7)
        return -1;
    struct entry *entry = malloc(sizeof *entry);   // ok: CK4001
    if (entry == NULL)
        return -12;
    entry->key = key;
    return insert(index, &entry);
}

static void clear(struct index *index)
{
    for (int i = 0; i < 8; i++) {
        free(index->slots[i]);             // ok: CK4003
        index->slots[i] = NULL;
    }
}

int main(void)
{
    struct index index = { .mode = 0 };
    int failed = add(&index, 3) | add(&index, 5);
    clear(&index);
    return failed;
}
