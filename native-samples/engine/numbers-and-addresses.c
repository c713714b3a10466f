// run: memory
/* Comparisons of addresses and lengths of formats that leave the defect possible. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct holder {
    char *kept;
    char *(*find)(struct holder *holder);
};

static char *kept_of(struct holder *holder)
{
    return holder->kept;
}

/* Only one of the two copies is released. */
int copies(struct holder *holder, const char *text)
{
    char *found = holder->find(holder);
    char *copy = strdup(text);                             // expect: CK4001 "copy"
    if (copy == NULL)
        return -1;
    if (copy == found)
        free(copy);
    return found != NULL;
}

/* A string is as long as it likes: what was cut off is written behind the block. */
size_t put_name(const char *name)
{
    char *text = malloc(12);
    if (text == NULL)
        return 0;
    int length = snprintf(text, 12, "%s", name);
    if (length > 11)
        text[length] = '\0';                               // expect: CK4011
    size_t size = strlen(text);
    free(text);
    return size;
}

int main(void)
{
    struct holder holder = { NULL, kept_of };
    return copies(&holder, "x") != 0 || put_name("longer than that") == 0;
}
