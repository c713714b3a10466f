// run: memory
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct point {
    long x, y;
};

struct contact {
    int id;
    int age;
    char name[24];
    struct point home;
};

struct entry {
    struct entry *next;
    char text[32];
};

/* The length of a string without its zero. */
char *copy_name(const char *name)
{
    char *copy = malloc(strlen(name));         // expect a: CK3004 "'copy'" // flow a1: allocated by 'malloc'
    if (copy == NULL)
        return NULL;
    strcpy(copy, name);                        // flow a2: beyond its end
    return copy;
}

/* The length kept in a variable, the zero added by hand. */
char *join(const char *folder, const char *file)
{
    size_t a = strlen(folder), b = strlen(file);
    char *path = malloc(a + b + 1);            // expect: CK3004 "terminating zero"
    if (path == NULL)
        return NULL;
    memcpy(path, folder, a);
    path[a] = '/';
    memcpy(path + a + 1, file, b);
    path[a + b + 1] = '\0';
    return path;
}

/* The size of the pointer. */
struct contact *new_contact(int id)
{
    struct contact *contact = malloc(sizeof contact); // expect: CK3004 "8 bytes"
    if (contact == NULL)
        return NULL;
    contact->id = id;
    contact->age = 0;
    contact->name[0] = '\0';
    return contact;
}

/* The size of another record, and all of the right one cleared. */
struct contact *clear_contact(void)
{
    struct contact *contact = malloc(sizeof(struct entry)); // expect: CK3004 "struct contact"
    if (contact == NULL)
        return NULL;
    memset(contact, 0, sizeof *contact);
    return contact;
}

/* A number of elements without their size. */
int *counters(size_t n)
{
    int *counters = malloc(n);                 // expect: CK3004 "elements of 4 bytes"
    if (counters == NULL)
        return NULL;
    for (size_t i = 0; i < n; i++)
        counters[i] = 0;
    return counters;
}

/* An argument vector without room for its end. */
char **arguments(char *const *from, int n)
{
    char **vector = malloc(n * sizeof *vector); // expect: CK3004 "null pointer"
    if (vector == NULL)
        return NULL;
    for (int i = 0; i < n; i++)
        vector[i] = from[i];
    vector[n] = NULL;
    return vector;
}

static void *need(size_t size)
{
    void *block = malloc(size);
    if (block == NULL)
        abort();
    return block;
}

static void set_initial(struct contact *contact, char initial)
{
    contact->name[0] = initial;
}

/* Through an allocator of one's own. */
struct contact *anonymous(void)
{
    struct contact *contact = need(sizeof(struct contact *)); // expect b: CK3004 // flow b1: need
    contact->name[0] = 'X';                    // flow b2: beyond its end
    set_initial(contact, 'N');
    return contact;
}

/* The room for a formatted text, but not for its zero. */
char *label(const char *name)
{
    char *text = malloc(strlen(name) + 3);     // expect: CK3004 "terminating zero"
    if (text == NULL)
        return NULL;
    sprintf(text, "<%s>\n", name);
    return text;
}

int main(void)
{
    char *words[] = { "one", "two" };
    free(copy_name("abcdefgh"));
    free(join("folder", "file.txt"));
    free(new_contact(7));
    free(clear_contact());
    free(counters(4));
    free(arguments(words, 2));
    free(anonymous());
    free(label("abcdefghijklmnopqrstu"));
    return 0;
}
