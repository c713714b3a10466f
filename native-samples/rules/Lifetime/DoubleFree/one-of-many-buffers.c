// run: memory
/* One variable for a buffer after the other, and one exit for all of them: whichever it was, it was released already. */
#include <stdlib.h>
#include <string.h>

static int left = 3;

static int is_valid(const char *buffer)
{
    return buffer != NULL && --left > 0;
}

static void write_header(const char *key)
{
    char *buffer = NULL;
    buffer = malloc(16);
    if (buffer == NULL) goto end;
    strcpy(buffer, "name");
    if (!is_valid(key)) goto end;
    free(buffer);
    if (!is_valid(key)) goto end;
    buffer = malloc(17);
    if (buffer == NULL) goto end;
    strcpy(buffer, "comment");
    if (!is_valid(key)) goto end;
    free(buffer);
    if (!is_valid(key)) goto end;
    buffer = malloc(18);
    if (buffer == NULL) goto end;
    strcpy(buffer, "created");
    if (!is_valid(key)) goto end;
    free(buffer);
    if (!is_valid(key)) goto end;
    buffer = malloc(19);
    if (buffer == NULL) goto end;
    strcpy(buffer, "changed");
    if (!is_valid(key)) goto end;
    free(buffer);
    if (!is_valid(key)) goto end;
    buffer = malloc(20);
    if (buffer == NULL) goto end;
    strcpy(buffer, "owner");
    if (!is_valid(key)) goto end;
    free(buffer);
    if (!is_valid(key)) goto end;
    buffer = malloc(21);
    if (buffer == NULL) goto end;
    strcpy(buffer, "group");
    if (!is_valid(key)) goto end;
    free(buffer);
    if (!is_valid(key)) goto end;
    buffer = malloc(22);
    if (buffer == NULL) goto end;
    strcpy(buffer, "mode");
    if (!is_valid(key)) goto end;
    free(buffer);
    if (!is_valid(key)) goto end;
    buffer = malloc(23);
    if (buffer == NULL) goto end;
    strcpy(buffer, "length");
    if (!is_valid(key)) goto end;
    free(buffer);
    buffer = NULL;
end:
    if (buffer != NULL)
        free(buffer);                          // expect: CK4003 "buffer"
}

int main(void)
{
    left = 4;
    write_header("key");
    return 0;
}
