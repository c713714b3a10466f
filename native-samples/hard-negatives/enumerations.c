// run: memory
/* A switch that names each value of its enumeration leaves none out. */
#include <stdlib.h>

enum side { left, right, both };

struct door {
    char *left, *right;
};

static int paint(struct door *door, enum side side)
{
    char *paint = malloc(8);                           // ok: CK4001
    if (paint == NULL)
        return -1;
    paint[0] = 'p';
    switch (side) {
    case left:
        free(door->left);
        door->left = paint;
        break;
    case right:
        free(door->right);
        door->right = paint;
        break;
    case both:
        free(door->left);
        free(door->right);
        door->left = door->right = paint;
        break;
    }
    return 0;
}

int main(int argc, char **argv)
{
    struct door door = { NULL, NULL };
    (void)argv;
    for (int i = 0; i < 3; i++)
        paint(&door, (enum side)((i + argc + 2) % 3));
    if (door.left == door.right)
        door.right = NULL;
    free(door.left);
    free(door.right);
    return 0;
}
