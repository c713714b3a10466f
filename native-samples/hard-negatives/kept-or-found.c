// run: memory
/* Records that a tree takes in where they are made or handed over; whether the key was there already, the caller is not told. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct node {
    struct node *left, *right;
    int key;
    char *text;
};

struct client {
    int flags;
    int references;
    struct node *files;
};

enum { ATTACHED = 1 };

static struct node *find(struct node *node, int key)
{
    while (node != NULL && node->key != key)
        node = key < node->key ? node->left : node->right;
    return node;
}

/* An equal key stays where it is, and the new node is the caller's then: here none is inserted twice. */
static struct node *insert(struct node **root, struct node *node)
{
    struct node *parent = NULL, **link = root;
    while (*link != NULL) {
        parent = *link;
        if (node->key == parent->key)
            return parent;
        link = node->key < parent->key ? &parent->left : &parent->right;
    }
    node->left = node->right = NULL;
    *link = node;
    if (parent != NULL && parent->left != NULL && parent->right == NULL && parent->left->left != NULL) {
        struct node *up = parent->left;
        parent->left = up->right;
        up->right = parent;
        if (*root == parent)
            *root = up;
        else
            *root = (*root)->left == parent ? *root : up;
    }
    return NULL;
}

static struct node *file_create(struct client *client, int key)
{
    if (client != NULL && (client->flags & ATTACHED))
        client = NULL;
    struct node *node = calloc(1, sizeof *node);
    if (node == NULL)
        exit(2);
    node->key = key;
    if (client != NULL) {
        insert(&client->files, node);
        client->references++;
    }
    return node;
}

static void print(struct client *client, const char *text)
{
    struct node *node = find(client->files, 1);
    if (node == NULL) {
        node = file_create(client, 1);           // ok: CK4001
        node->text = strdup(text);               // ok: CK4001
    }
}

/* The root of the tree comes to the top by each search; a record with the same key is replaced. */
struct cache {
    struct node *root;
};

struct entry {
    int hash;
    char name[12];
};

static struct node *push_root(struct node *root, int key, void *data)
{
    if (root != NULL && root->key == key)
        return root;
    struct node *node = malloc(sizeof *node);
    if (node == NULL)
        exit(2);
    if (root == NULL) {
        node->left = node->right = NULL;
    } else if (key < root->key) {
        node->left = root->left;
        node->right = root;
        root->left = NULL;
    } else {
        node->right = root->right;
        node->left = root;
        root->right = NULL;
    }
    node->key = key;
    node->text = data;
    return node;
}

static void cache_insert(struct cache *cache, int key, void *data)
{
    struct node **root = &cache->root;
    if (*root == NULL || (*root)->key != key) {
        *root = push_root(*root, key, data);
    } else {
        free((*root)->text);
        (*root)->text = data;
    }
}

static struct entry *entry_new(int key)
{
    struct entry *entry = calloc(1, sizeof *entry);
    if (entry == NULL)
        exit(2);
    entry->hash = key;
    return entry;
}

static int look_up(struct cache *cache, int key)
{
    struct entry *entry = entry_new(key);        // ok: CK4001
    int hash = entry->hash;
    cache_insert(cache, key, entry);
    return hash;
}

static void free_tree(struct node *node)
{
    if (node == NULL)
        return;
    free_tree(node->left);
    free_tree(node->right);
    free(node->text);
    free(node);
}

int main(void)
{
    struct client client = { 0, 1, NULL };
    struct cache cache = { NULL };
    print(&client, "one");
    print(&client, "two");
    for (int i = 0; i < 4; i++)
        printf("%d\n", look_up(&cache, i / 2));
    free_tree(cache.root);
    free_tree(client.files);
    return 0;
}
