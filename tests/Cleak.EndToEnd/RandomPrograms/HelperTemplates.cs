using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Cleak.EndToEnd.RandomPrograms;

/// <summary>
/// Functions that generated programs call, each in several variants. All variants keep the same promises to their callers; how they
/// are told (a return code, an out-parameter, a field) is what they differ in. Their modes are inputs, so that each path can be run.
/// </summary>
public static class HelperTemplates
{
    public static FrozenDictionary<string, ImmutableArray<string>> Variants { get; } = new Dictionary<string, ImmutableArray<string>>
    {
        ["make@"] =
        [
            """
            static char *make@(int mode)
            {
                char *block = malloc(8);
                if (block == NULL) {
                    return NULL;
                }
                if (mode == 2) {
                    free(block);
                    return NULL;
                }
                block[0] = (char)mode;
                return block;
            }
            """,
            """
            static char *make@(int mode)
            {
                if (mode < 0) {
                    return NULL;
                }
                return strdup("made");
            }
            """,
            """
            static char *make@(int mode)
            {
                char *block = NULL;
                if (mode > 1) {
                    block = calloc(1, 8);
                } else {
                    block = strdup("small");
                }
                return block;
            }
            """,
        ],
        ["open@"] =
        [
            """
            static int open@(char **out, int mode)
            {
                char *block = NULL;
                if (mode == 3) {
                    return -2;
                }
                block = malloc(8);
                if (block == NULL) {
                    return -1;
                }
                *out = block;
                return 0;
            }
            """,
            """
            static int open@(char **out, int mode)
            {
                int status = -1;
                *out = NULL;
                char *block = make@(mode);
                if (block != NULL) {
                    *out = block;
                    status = 0;
                }
                return status;
            }
            """,
            """
            static int open@(char **out, int mode)
            {
                int status = 0;
                char *block = calloc(1, 8);
                if (block == NULL) {
                    status = -1;
                    goto out;
                }
                if (mode == 1) {
                    status = -2;
                    goto out;
                }
                *out = block;
                block = NULL;
            out:
                free(block);
                return status;
            }
            """,
        ],
        ["borrow@"] =
        [
            """
            static int borrow@(char **out, int mode)
            {
                if (mode < 1) {
                    *out = shared@;
                    return 0;
                }
                *out = strdup("owned");
                if (*out == NULL) {
                    return -1;
                }
                return 1;
            }
            """,
            """
            static int borrow@(char **out, int mode)
            {
                char *block = malloc(8);
                if (block == NULL) {
                    return -1;
                }
                if (mode == 2) {
                    free(block);
                    *out = shared@;
                    return 0;
                }
                *out = block;
                return 1;
            }
            """,
        ],
        ["drop@"] =
        [
            """
            static void drop@(char *block)
            {
                free(block);
            }
            """,
            """
            static void drop@(char *block)
            {
                if (block == NULL) {
                    return;
                }
                block[0] = 0;
                free(block);
            }
            """,
        ],
        ["reset@"] =
        [
            """
            static void reset@(char **place)
            {
                free(*place);
                *place = NULL;
            }
            """,
            """
            static void reset@(char **place)
            {
                char *block = *place;
                *place = NULL;
                drop@(block);
            }
            """,
        ],
        ["consume@"] =
        [
            """
            static int consume@(char *block, int mode)
            {
                if (mode == 1) {
                    return 0;
                }
                free(block);
                return 1;
            }
            """,
            """
            static int consume@(char *block, int mode)
            {
                if (mode > 1) {
                    drop@(block);
                    return 1;
                }
                if (block != NULL) {
                    block[1] = 0;
                }
                return 0;
            }
            """,
            """
            static int consume@(char *block, int mode)
            {
                if (mode < 2 && kept@ == NULL) {
                    kept@ = block;
                    return 1;
                }
                return 0;
            }
            """,
        ],
        ["keep@"] =
        [
            """
            static int keep@(char *block)
            {
                if (kept@ != NULL) {
                    return 0;
                }
                kept@ = block;
                return 1;
            }
            """,
            """
            static int keep@(char *block)
            {
                free(kept@);
                kept@ = block;
                return 1;
            }
            """,
        ],
        ["pass@"] =
        [
            """
            static char *pass@(char *block, int mode)
            {
                if (mode > 3) {
                    block[0] = 3;
                }
                return block;
            }
            """,
        ],
        ["touch@"] =
        [
            """
            static void touch@(char *block)
            {
                if (block != NULL) {
                    block[0] = 1;
                }
            }
            """,
            """
            static void touch@(char *block)
            {
                for (int i = 0; i < 2; i++) {
                    block[i] = (char)i;
                }
            }
            """,
        ],
        ["push@"] =
        [
            """
            static int push@(struct node **head, int value)
            {
                struct node *node = malloc(sizeof *node);
                if (node == NULL) {
                    return -1;
                }
                node->value = value;
                node->name = NULL;
                node->next = *head;
                *head = node;
                return 0;
            }
            """,
            """
            static int push@(struct node **head, int value)
            {
                struct node **place = head;
                while (*place != NULL) {
                    place = &(*place)->next;
                }
                *place = calloc(1, sizeof **place);
                if (*place == NULL) {
                    return -1;
                }
                (*place)->value = value;
                return 0;
            }
            """,
        ],
        ["clear@"] =
        [
            """
            static void clear@(struct node **head)
            {
                while (*head != NULL) {
                    struct node *next = (*head)->next;
                    free(*head);
                    *head = next;
                }
            }
            """,
            """
            static void clear@(struct node **head)
            {
                struct node *node = *head;
                *head = NULL;
                while (node != NULL) {
                    struct node *old = node;
                    node = node->next;
                    free(old);
                }
            }
            """,
        ],
        ["pop@"] =
        [
            """
            static struct node *pop@(struct node **head)
            {
                struct node *node = *head;
                if (node != NULL) {
                    *head = node->next;
                    node->next = NULL;
                }
                return node;
            }
            """,
        ],
        ["node_new@"] =
        [
            """
            static struct node *node_new@(char *name)
            {
                struct node *node = malloc(sizeof *node);
                if (node == NULL) {
                    return NULL;
                }
                node->next = NULL;
                node->name = name;
                node->value = 1;
                return node;
            }
            """,
            """
            static struct node *node_new@(char *name)
            {
                struct node *node = calloc(1, sizeof *node);
                if (node != NULL) {
                    node->name = name;
                }
                return node;
            }
            """,
        ],
        ["node_free@"] =
        [
            """
            static void node_free@(struct node *node)
            {
                if (node == NULL) {
                    return;
                }
                free(node->name);
                free(node);
            }
            """,
        ],
        ["box_new@"] =
        [
            """
            static struct box *box_new@(int mode)
            {
                struct box *box = calloc(1, sizeof *box);
                if (box == NULL) {
                    return NULL;
                }
                box->text = strdup("text");
                if (box->text == NULL) {
                    goto fail;
                }
                if (mode > 0) {
                    box->extra = malloc(8);
                    if (box->extra == NULL) {
                        goto fail;
                    }
                }
                return box;
            fail:
                free(box->text);
                free(box);
                return NULL;
            }
            """,
            """
            static struct box *box_new@(int mode)
            {
                struct box *box = malloc(sizeof *box);
                if (box == NULL) {
                    return NULL;
                }
                box->size = mode;
                box->extra = NULL;
                box->text = malloc(8);
                if (box->text == NULL) {
                    free(box);
                    return NULL;
                }
                box->extra = strdup("extra");
                if (box->extra == NULL) {
                    free(box->text);
                    free(box);
                    return NULL;
                }
                return box;
            }
            """,
        ],
        ["box_free@"] =
        [
            """
            static void box_free@(struct box *box)
            {
                if (box != NULL) {
                    free(box->text);
                    free(box->extra);
                    free(box);
                }
            }
            """,
            """
            static void box_free@(struct box *box)
            {
                if (box == NULL) {
                    return;
                }
                drop@(box->extra);
                drop@(box->text);
                free(box);
            }
            """,
        ],
        ["box_init@"] =
        [
            """
            static int box_init@(struct box *box, int mode)
            {
                box->text = NULL;
                box->extra = NULL;
                box->size = 0;
                if (mode == 0) {
                    return 0;
                }
                box->text = malloc(8);
                if (box->text == NULL) {
                    return -1;
                }
                if (mode == 4) {
                    box->extra = strdup("extra");
                }
                return 0;
            }
            """,
        ],
        ["box_clear@"] =
        [
            """
            static void box_clear@(struct box *box)
            {
                free(box->text);
                free(box->extra);
                box->text = NULL;
                box->extra = NULL;
            }
            """,
        ],
        ["counted_new@"] =
        [
            """
            static struct counted *counted_new@(void)
            {
                struct counted *counted = malloc(sizeof *counted);
                if (counted != NULL) {
                    counted->references = 1;
                    counted->text = NULL;
                }
                return counted;
            }
            """,
        ],
        ["counted_get@"] =
        [
            """
            static struct counted *counted_get@(struct counted *counted)
            {
                counted->references++;
                return counted;
            }
            """,
        ],
        ["counted_put@"] =
        [
            """
            static void counted_put@(struct counted *counted)
            {
                counted->references--;
                if (counted->references == 0) {
                    free(counted->text);
                    free(counted);
                }
            }
            """,
        ],
        ["grow@"] =
        [
            """
            static int grow@(char **block, int size)
            {
                char *larger = realloc(*block, (size_t)size);
                if (larger == NULL) {
                    return -1;
                }
                *block = larger;
                return 0;
            }
            """,
            """
            static int grow@(char **block, int size)
            {
                char *larger = malloc((size_t)size);
                if (larger == NULL) {
                    return -1;
                }
                free(*block);
                *block = larger;
                return 0;
            }
            """,
        ],
        ["made_box@"] =
        [
            """
            static struct box made_box@(int mode)
            {
                struct box box = { 0 };
                if (mode > 1) {
                    box.text = malloc(8);
                }
                box.size = mode;
                return box;
            }
            """,
        ],
        ["swap@"] =
        [
            """
            static void swap@(char **left, char **right)
            {
                char *old = *left;
                *left = *right;
                *right = old;
            }
            """,
        ],
    }.ToFrozenDictionary();
}
