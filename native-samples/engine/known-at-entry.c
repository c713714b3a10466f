// run: memory
/* Functions of one file that lose a block on a way which only some calls take: one such call is enough. */
#include <stdlib.h>
#include <string.h>

struct port {
    char *name;
    int mode;
};

/* Called with a port that has no name, and with one that has. */
static int set_name(struct port *port, const char *name)
{
    char *copy = strdup(name);                         // expect: CK4001 "copy"
    if (copy == NULL)
        return -1;
    if (port->name != NULL)
        return 1;
    port->name = copy;
    return 0;
}

/* Of the modes that callers pass one is not known here. */
static int set_mode(int mode)
{
    char *table = malloc(16);                          // expect: CK4001 "table"
    if (table == NULL)
        return -1;
    switch (mode) {
    case 1:
        table[0] = 'r';
        break;
    case 2:
        table[0] = 'w';
        break;
    default:
        return -1;
    }
    int made = table[0];
    free(table);
    return made;
}

/* Its own caller says which mode. */
static int open_port(struct port *port, int mode)
{
    port->mode = mode;
    return set_mode(mode);
}

int read_from(struct port *port)
{
    return open_port(port, 1);
}

int talk_to(struct port *port)
{
    return open_port(port, 3);
}

int main(void)
{
    struct port *port = calloc(1, sizeof *port);
    if (port == NULL)
        return 1;
    set_name(port, "first");
    set_name(port, "second");
    read_from(port);
    talk_to(port);
    free(port->name);
    free(port);
    return 0;
}
