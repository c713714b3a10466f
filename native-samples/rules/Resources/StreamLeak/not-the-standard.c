// run: memory
/* Closed unless it is a standard stream; one way out forgets to ask. */
#include <stdio.h>
#include <string.h>

int first_of(const char *name, int is_binary)
{
    FILE *file;
    if (!strcmp(name, "-"))
        file = stdin;
    else
        file = fopen(name, "r");                 // expect: CK5002 "file"
    if (file == NULL)
        return -1;
    int c = getc(file);
    if (c == EOF && is_binary)
        return -2;
    if (file != stdin)
        fclose(file);
    return c;
}

int main(void)
{
    printf("%d\n", first_of("/dev/null", 1) + first_of("/dev/null", 0));
    return 0;
}
