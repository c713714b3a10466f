// run: memory
/* A switch that leaves a value of its enumeration out goes on behind it with that one. */
#include <stdlib.h>

enum side { left, right, both };

struct door {
    char *left, *right;
};

static int paint(struct door *door, enum side side)
{
    char *paint = malloc(8);                           // expect: CK4001 "paint"
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
    default:
        break;
    }
    return 0;
}

int main(int argc, char **argv)
{
    struct door door = { NULL, NULL };
    (void)argv;
    for (int i = 0; i < 3; i++)
        paint(&door, (enum side)((i + argc) % 3));
    free(door.left);
    free(door.right);
    return 0;
}
