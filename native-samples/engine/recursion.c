// run: memory
/* Functions that call themselves or each other: what they do to what they are given is known to their callers. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Looks only: the block stays its caller's. */
static int weight(const char *text, int depth)
{
    if (*text == '\0' || depth == 0)
        return depth;
    return weight(text + 1, depth - 1) + 1;
}

int weighed_and_lost(void)
{
    char *text = strdup("some text");      // expect: CK4001 "text"
    return text == NULL ? -1 : weight(text, 4);
}

int weighed_and_released(void)
{
    char *text = strdup("some text");      // ok: CK4001
    int sum = text == NULL ? -1 : weight(text, 4);
    free(text);
    return sum;
}

/* Changes in place what it is given, as a parser does with its buffer. */
static int reduce(char *text, int from)
{
    int i = from;
    while (text[i] != '\0' && text[i] != ')') {
        if (text[i] == '(') {
            int inner = reduce(text, i + 1);
            text[i] = (char)('0' + inner);
        }
        i++;
    }
    return text[i] == ')' ? 1 : 0;
}

static int preprocess(char *text)
{
    return reduce(text, 0);
}

int parsed_or_not(const char *source, int strict)
{
    char *buffer = malloc(strlen(source) + 1);             // expect: CK4001 "buffer"
    if (buffer == NULL)
        return -1;
    strcpy(buffer, source);
    int rc = preprocess(buffer);
    if (strict && rc != 0)
        return rc;
    free(buffer);
    return rc;
}

/* Two functions in a circle, and only one of them looks. */
static int is_even(const int *counter, int number);

static int is_odd(const int *counter, int number)
{
    return number == 0 ? 0 : is_even(counter, number - 1);
}

static int is_even(const int *counter, int number)
{
    return number == 0 ? *counter : is_odd(counter, number - 1);
}

int counted_and_lost(int number)
{
    int *counter = malloc(sizeof *counter);                // expect: CK4001 "counter"
    if (counter == NULL)
        return -1;
    *counter = 1;
    return is_even(counter, number);
}

/* One that keeps what it is given when it comes to the end. */
static char *kept;

static void keep_at_end(char *text, int depth)
{
    if (depth > 0)
        keep_at_end(text, depth - 1);
    else
        kept = text;
}

int kept_in_the_end(void)
{
    char *text = strdup("kept");           // ok: CK4001
    if (text != NULL)
        keep_at_end(text, 3);
    return kept != NULL;
}

/* Arguments change places on the way down: both may be released. */
static void release_last(char *first, char *second, int depth)
{
    if (depth == 0)
        free(first);
    else
        release_last(second, first, depth - 1);
}

int one_of_two(int depth)
{
    char *first = malloc(4), *second = malloc(4);          // ok: CK4001
    release_last(first, second, depth);
    release_last(second, first, depth);
    return depth;
}

/* A tree of records that own their names. */
struct tree {
    struct tree *left, *right;
    char *name;
};

static struct tree *tree_add(struct tree *tree, char *name)
{
    if (tree == NULL) {
        tree = calloc(1, sizeof *tree);
        if (tree == NULL)
            abort();
        tree->name = name;
    } else if (strcmp(name, tree->name) < 0) {
        tree->left = tree_add(tree->left, name);
    } else {
        tree->right = tree_add(tree->right, name);
    }
    return tree;
}

static int tree_has(const struct tree *tree, const char *name)
{
    if (tree == NULL)
        return 0;
    int order = strcmp(name, tree->name);
    return order == 0 || tree_has(order < 0 ? tree->left : tree->right, name);
}

static void tree_free(struct tree *tree)
{
    if (tree == NULL)
        return;
    tree_free(tree->left);
    tree_free(tree->right);
    free(tree->name);
    free(tree);
}

int whole_tree(void)
{
    struct tree *tree = NULL;
    tree = tree_add(tree, strdup("b"));    // ok: CK4001
    tree = tree_add(tree, strdup("a"));    // ok: CK4001
    int has = tree_has(tree, "a");
    tree_free(tree);                       // ok: CK4003
    return has;
}

int asked_and_lost(struct tree *tree, const char *prefix)
{
    char *name = malloc(strlen(prefix) + 2);               // expect: CK4001 "name"
    if (name == NULL)
        return -1;
    sprintf(name, "%s!", prefix);
    return tree_has(tree, name);
}

int main(void)
{
    int sum = weighed_and_lost() + weighed_and_released();
    sum += parsed_or_not("a)", 1) + parsed_or_not("a", 1);
    sum += counted_and_lost(3) + kept_in_the_end() + one_of_two(1) + one_of_two(2);
    sum += whole_tree();
    struct tree *tree = tree_add(NULL, strdup("c"));
    sum += asked_and_lost(tree, "c");
    tree_free(tree);
    free(kept);
    return sum == 12345;
}
