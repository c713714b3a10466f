// run: memory
/* Functions with more ends than a summary tells apart: what they leave with their caller is told all the same. */
#include <stdlib.h>
#include <string.h>

struct profile {
    char *name;
    char *shell;
    char *home;
    char *mail;
    char *photo;
    char *motto;
};

static int set(struct profile *profile, int key, const char *value)
{
    char *copy = strdup(value);
    if (copy == NULL)
        return -1;
    switch (key) {
    case 'n':
        free(profile->name);
        profile->name = copy;
        break;
    case 's':
        free(profile->shell);
        profile->shell = copy;
        break;
    case 'h':
        free(profile->home);
        profile->home = copy;
        break;
    case 'm':
        free(profile->mail);
        profile->mail = copy;
        break;
    case 'p':
        free(profile->photo);
        profile->photo = copy;
        break;
    case 'o':
        free(profile->motto);
        profile->motto = copy;
        break;
    default:
        free(copy);
        return -2;
    }
    return 0;
}

/* Forgets the motto. */
static void drop_most(struct profile *profile)
{
    free(profile->name);
    free(profile->shell);
    free(profile->home);
    free(profile->mail);
    free(profile->photo);
    free(profile);
}

static void drop(struct profile *profile)
{
    free(profile->motto);
    drop_most(profile);
}

int show(int key, const char *value)
{
    struct profile *profile = calloc(1, sizeof *profile);
    if (profile == NULL)
        return -1;
    int result = set(profile, key, value);     // expect a: CK4001 "'set'" // flow a1: allocated by 'set'
    drop_most(profile);
    return result;
}

int check(int key, const char *value)
{
    struct profile *profile = calloc(1, sizeof *profile);
    if (profile == NULL)
        return -1;
    int result = set(profile, key, value);     // ok: CK4001
    drop(profile);
    return result;
}

int main(void)
{
    for (const char *key = "nshmpox"; *key != '\0'; key++) {
        show(*key, "value");
        check(*key, "value");
    }
    return 0;
}
