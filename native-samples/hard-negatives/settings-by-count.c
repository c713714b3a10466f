// run: memory
/* An array that its count speaks for: with 0 the first is allocated, and what the pointer held before is not looked at. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct setting {
    char name[16];
    int value;
};

static int find(const char *name, int count, const struct setting *settings, int *order)
{
    int at = 0;
    *order = 1;
    for (; at < count; at++) {
        *order = strcmp(name, settings[at].name);
        if (*order <= 0)
            break;
    }
    return at < count ? at : count - 1;
}

/* The last one stays. */
static int remove_setting(const char *name, int count, struct setting **settings)
{
    int at;
    if (name == NULL || count < 2 || settings == NULL)
        return count;
    for (at = 0; at < count; at++)
        if (strcmp((*settings)[at].name, name) == 0)
            break;
    if (at < count) {
        count--;
        memmove(*settings + at, *settings + at + 1, (size_t)(count - at) * sizeof **settings);
    }
    return count;
}

/* How many there are now. */
static int add_setting(const char *name, int value, int count, struct setting **settings)
{
    int at, order;
    if (name == NULL || *name == '\0' || settings == NULL || count < 0)
        return count;
    if (strcmp(name, "colour") == 0)
        count = remove_setting("color", count, settings);
    else if (strcmp(name, "color") == 0)
        count = remove_setting("colour", count, settings);

    if (count == 0) {
        at = 0;
        order = 1;
    } else {
        at = find(name, count, *settings, &order);
        if (order > 0)
            at++;
    }
    if (order != 0) {
        struct setting *grown;
        if (count == 0)
            grown = malloc(sizeof *grown);                                          // ok: CK4001
        else
            grown = realloc(*settings, sizeof *grown * (size_t)(count + 1));        // ok: CK4001, CK4003
        if (grown == NULL)
            return count;
        *settings = grown;
        if (at < count)
            memmove(grown + at + 1, grown + at, (size_t)(count - at) * sizeof *grown);
        snprintf(grown[at].name, sizeof grown[at].name, "%s", name);
        count++;
    }
    (*settings)[at].value = value;
    return count;
}

static void free_settings(int count, struct setting *settings)
{
    if (count > 0)
        free(settings);
}

/* What was there is given up, and the array begins anew: the pointer dangles until the first is in. */
static int renew(const char *const names[2])
{
    struct setting *settings = NULL;
    int settings_count = 0;
    settings_count = add_setting(names[0], 1, settings_count, &settings);           // ok: CK4001
    settings_count = add_setting(names[1], 2, settings_count, &settings);
    free_settings(settings_count, settings);

    settings_count = 0;
    settings_count = add_setting("first", 1, settings_count, &settings);            // ok: CK4002, CK4003
    settings_count = add_setting("second", 2, settings_count, &settings);           // ok: CK4002, CK4003
    int last = settings_count;
    free_settings(settings_count, settings);                                        // ok: CK4003
    return last;
}

int main(void)
{
    static const char *const names[] = { "speed", "size" };
    printf("%d\n", renew(names));
    return 0;
}
