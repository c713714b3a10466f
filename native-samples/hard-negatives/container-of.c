// run: memory
/* Blocks known by the address of something inside them. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define container_of(pointer, type, member) ((type *)((char *)(pointer) - offsetof(type, member)))

struct link {
    struct link *next;
    struct link *previous;
};

struct task {
    int number;
    char *name;
    struct link link;
};

struct task_list {
    struct link head;
};

static void list_init(struct task_list *list)
{
    list->head.next = list->head.previous = &list->head;
}

static void link_insert(struct link *link, struct link *before)
{
    link->next = before;
    link->previous = before->previous;
    before->previous->next = link;
    before->previous = link;
}

static void link_remove(struct link *link)
{
    link->previous->next = link->next;
    link->next->previous = link->previous;
}

/* Only the member's address is kept. */
static int task_add(struct task_list *list, int number)
{
    struct task *task = calloc(1, sizeof *task);           // ok: CK4001
    if (task == NULL)
        return -1;
    task->number = number;
    task->name = strdup("task");           // ok: CK4001
    link_insert(&task->link, &list->head);
    return 0;
}

/* And the block is found again from it. */
static int tasks_free(struct task_list *list)
{
    int sum = 0;
    while (list->head.next != &list->head) {
        struct task *task = container_of(list->head.next, struct task, link);
        link_remove(&task->link);
        sum += task->number;
        free(task->name);
        free(task);                        // ok: CK4002, CK4003
    }
    return sum;
}

/* A header in front of what the user gets. */
struct header {
    size_t size;
    size_t magic;
};

static void *sized_alloc(size_t size)
{
    struct header *header = malloc(sizeof *header + size); // ok: CK4001
    if (header == NULL)
        return NULL;
    header->size = size;
    header->magic = 0x5150;
    return header + 1;
}

static size_t sized_free(void *block)
{
    if (block == NULL)
        return 0;
    struct header *header = (struct header *)block - 1;
    size_t size = header->size;
    free(header);
    return size;
}

static size_t use_sized(void)
{
    char *text = sized_alloc(10);          // ok: CK4001
    if (text != NULL)
        strcpy(text, "text");
    return sized_free(text);
}

/* A pointer that walks, and is walked back. */
static int walk(const char *text)
{
    char *copy = strdup(text);             // ok: CK4001
    if (copy == NULL)
        return -1;
    char *at = copy;
    while (*at != '\0')
        at++;
    int length = (int)(at - copy);
    at -= length;
    free(at);
    return length;
}

/* A record whose first member is another one. */
struct shape {
    int kind;
};

struct circle {
    struct shape shape;
    double *radius;
};

static struct shape *circle_new(double radius)
{
    struct circle *circle = malloc(sizeof *circle);        // ok: CK4001
    if (circle == NULL)
        return NULL;
    circle->shape.kind = 1;
    circle->radius = malloc(sizeof *circle->radius);       // ok: CK4001
    if (circle->radius != NULL)
        *circle->radius = radius;
    return &circle->shape;
}

static void shape_free(struct shape *shape)
{
    if (shape == NULL)
        return;
    if (shape->kind == 1)
        free(((struct circle *)shape)->radius);
    free(shape);
}

/* Rows that point into one block: the block goes by its first row. */
static int **matrix_new(size_t rows, size_t columns)
{
    int **matrix = malloc(rows * sizeof *matrix);          // ok: CK4001
    if (matrix == NULL)
        return NULL;
    matrix[0] = calloc(rows * columns, sizeof **matrix);   // ok: CK4001
    if (matrix[0] == NULL) {
        free(matrix);
        return NULL;
    }
    for (size_t row = 1; row < rows; row++)
        matrix[row] = matrix[0] + row * columns;
    return matrix;
}

static void matrix_free(int **matrix)
{
    if (matrix == NULL)
        return;
    free(matrix[0]);
    free(matrix);
}

/* Aligned inside a larger block, whose start stands in front of the aligned place. */
static void *aligned_new(size_t size)
{
    char *block = malloc(size + 64 + sizeof(void *));      // ok: CK4001
    if (block == NULL)
        return NULL;
    uintptr_t aligned = ((uintptr_t)block + sizeof(void *) + 63) & ~(uintptr_t)63;
    ((void **)aligned)[-1] = block;
    return (void *)aligned;
}

static void aligned_free(void *place)
{
    if (place != NULL)
        free(((void **)place)[-1]);
}

int main(void)
{
    struct task_list list;
    list_init(&list);
    int sum = task_add(&list, 1) + task_add(&list, 2) + tasks_free(&list);
    sum += (int)use_sized() + walk("text");
    shape_free(circle_new(1.5));
    matrix_free(matrix_new(3, 4));
    aligned_free(aligned_new(100));
    return sum == 12345;
}
