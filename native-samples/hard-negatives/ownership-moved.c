// run: memory
/* Blocks whose owner changes: who allocates is not who releases. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

struct node {
    struct node *next;
    struct node *left;
    struct node *right;
    char *key;
    int value;
};

static struct node *node_new(const char *key, int value)
{
    struct node *node = calloc(1, sizeof *node);           // ok: CK4001
    if (node == NULL)
        return NULL;
    node->key = strdup(key);               // ok: CK4001
    if (node->key == NULL) {
        free(node);
        return NULL;
    }
    node->value = value;
    return node;
}

static void node_free(struct node *node)
{
    free(node->key);
    free(node);
}

/* Into a list, at its head. */
static struct node *stack;

static int push(const char *key)
{
    struct node *node = node_new(key, 1);  // ok: CK4001
    if (node == NULL)
        return -1;
    node->next = stack;
    stack = node;
    return 0;
}

/* Into a list, at its end, by a pointer to the last link. */
struct queue {
    struct node *first;
    struct node **last;
};

static int enqueue(struct queue *queue, const char *key)
{
    struct node *node = node_new(key, 2);  // ok: CK4001
    if (node == NULL)
        return -1;
    *queue->last = node;
    queue->last = &node->next;
    return 0;
}

/* Into a tree. */
static int insert(struct node **root, const char *key)
{
    while (*root != NULL) {
        int order = strcmp(key, (*root)->key);
        if (order == 0)
            return 0;
        root = order < 0 ? &(*root)->left : &(*root)->right;
    }
    *root = node_new(key, 3);              // ok: CK4001
    return *root == NULL ? -1 : 0;
}

static void tree_free(struct node *root)
{
    if (root == NULL)
        return;
    tree_free(root->left);
    tree_free(root->right);
    node_free(root);
}

/* Into a bucket of a hash table. */
#define BUCKETS 8

static struct node *buckets[BUCKETS];

static int hash_add(const char *key)
{
    struct node *node = node_new(key, 4);  // ok: CK4001
    if (node == NULL)
        return -1;
    unsigned bucket = (unsigned char)key[0] % BUCKETS;
    node->next = buckets[bucket];
    buckets[bucket] = node;
    return 0;
}

static void list_free(struct node *node)
{
    while (node != NULL) {
        struct node *next = node->next;
        node_free(node);                   // ok: CK4002, CK4003
        node = next;
    }
}

/* Into an out-parameter, told by the return code. */
static int make(const char *key, struct node **result)
{
    struct node *node = node_new(key, 5);  // ok: CK4001
    if (node == NULL)
        return -1;
    if (node->key[0] == '\0') {
        node_free(node);
        return -2;
    }
    *result = node;
    return 0;
}

static int use_made(const char *key)
{
    struct node *node;
    int rc = make(key, &node);
    if (rc != 0)
        return rc;                         // ok: CK4001
    rc = node->value;
    node_free(node);
    return rc;
}

/* Into a record that the caller lent. */
struct buffer {
    char *bytes;
    size_t size;
};

static int buffer_init(struct buffer *buffer, size_t size)
{
    char *bytes = malloc(size);            // ok: CK4001
    if (bytes == NULL)
        return -1;
    buffer->bytes = bytes;
    buffer->size = size;
    return 0;
}

/* Into a record that is returned by value. */
static struct buffer buffer_of(const char *text)
{
    struct buffer buffer = { strdup(text), strlen(text) }; // ok: CK4001
    return buffer;
}

/* Into a slot of an array on the heap. */
static char **split(const char *text, size_t *count)
{
    char **words = calloc(8, sizeof *words);               // ok: CK4001
    *count = 0;
    while (words != NULL && *text != '\0' && *count < 8) {
        size_t length = strcspn(text, " ");
        words[*count] = strndup(text, length);             // ok: CK4001
        if (words[*count] == NULL)
            break;
        ++*count;
        text += length;
        text += *text == ' ';
    }
    return words;
}

static void words_free(char **words, size_t count)
{
    for (size_t i = 0; words != NULL && i < count; i++)
        free(words[i]);                    // ok: CK4003
    free(words);
}

/* From one owner to the other, and the first forgets. */
static void take(struct buffer *from, struct buffer *to)
{
    free(to->bytes);
    *to = *from;
    from->bytes = NULL;
    from->size = 0;
}

int main(void)
{
    struct queue queue = { NULL, &queue.first };
    struct node *root = NULL;
    int failures = push("a") + push("b") + enqueue(&queue, "c") + enqueue(&queue, "d");
    failures += insert(&root, "m") + insert(&root, "f") + insert(&root, "t") + insert(&root, "m");
    failures += hash_add("x") + hash_add("y");
    failures += use_made("") + use_made("z");
    list_free(stack);
    list_free(queue.first);
    tree_free(root);
    for (int i = 0; i < BUCKETS; i++)
        list_free(buckets[i]);

    struct buffer first = { NULL, 0 };
    failures += buffer_init(&first, 16);
    struct buffer second = buffer_of("text");
    take(&first, &second);
    free(first.bytes);                     // ok: CK4003
    free(second.bytes);

    size_t count;
    char **words = split("one two three", &count);
    words_free(words, count);
    return failures == 12345;
}
