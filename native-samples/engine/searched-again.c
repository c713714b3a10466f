// run: memory
/* A search says the same when it is made again: whether a prefix was put before a name. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct options {
    char *client_name;
    char *cluster;
};

static int connect_as(const char *cluster, const char *name)
{
    return printf("%s %s\n", cluster, name != NULL ? name : "-") > 0 ? 0 : -1;
}

static int connect_cluster(struct options *options)
{
    char *name = NULL;
    if (options->client_name != NULL) {
        if (index(options->client_name, '.') == NULL) {
            name = calloc(1, strlen("client.") + strlen(options->client_name) + 1);        // ok: CK4001
            if (name == NULL)
                return -1;
            strcat(name, "client.");
            strcat(name, options->client_name);
        } else {
            name = options->client_name;
        }
    }
    int result = connect_as(options->cluster, name);
    if (name != NULL && index(options->client_name, '.') == NULL)
        free(name);
    return result;
}

static char *quoted(const char *text)
{
    char *made = strchr(text, ' ') != NULL ? malloc(strlen(text) + 3) : NULL;              // ok: CK4001
    if (strchr(text, ' ') != NULL && made == NULL)
        return NULL;
    if (strchr(text, ' ') != NULL)
        sprintf(made, "'%s'", text);
    puts(made != NULL ? made : text);
    if (strchr(text, ' ') != NULL)
        free(made);
    return NULL;
}

static int by_word(const char *path)
{
    char *copy = strstr(path, "..") != NULL ? strdup(path) : NULL;                         // ok: CK4001
    int length = copy != NULL ? (int)strlen(copy) : 0;
    if (strstr(path, "..") != NULL)
        free(copy);
    return length;
}

/* Another question: this one is a loss. */
static int by_another_word(const char *path)
{
    char *copy = strstr(path, "..") != NULL ? strdup(path) : NULL;                         // expect: CK4001 "copy"
    int length = copy != NULL ? (int)strlen(copy) : 0;
    if (strstr(path, "./") != NULL)
        free(copy);
    return length;
}

/* The text has changed in between. */
static int changed(char *path)
{
    char *copy = strchr(path, '.') != NULL ? strdup(path) : NULL;                          // expect: CK4001 "copy"
    path[0] = '-';
    path[1] = '\0';
    if (strchr(path, '.') != NULL)
        free(copy);
    return 0;
}

int main(void)
{
    struct options options = {strdup("admin"), strdup("ceph")};
    connect_cluster(&options);
    free(options.client_name);
    free(options.cluster);
    quoted("a b");
    by_word("a/../b");
    char path[] = "a.c";
    return by_another_word("a..") + changed(path) > 100;
}
