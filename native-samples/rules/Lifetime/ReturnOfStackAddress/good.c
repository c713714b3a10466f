// run: memory
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct node {
    struct node *next, *previous;
};

struct request {
    const char *path;
    struct request *next;
};

struct context {
    struct request *current;
    int depth;
};

static struct request *pending;
static struct context main_context;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* Static storage lives on. */
const char *describe(int code)
{
    static char text[32];
    snprintf(text, sizeof text, "error %d", code);
    return text;                           // ok: CK4008
}

/* The caller's buffer. */
char *describe_into(char *text, size_t size, int code)
{
    char *place = text;
    snprintf(place, size, "error %d", code);
    return place;                          // ok: CK4008
}

/* For the time of the call only. */
static void process(void)
{
    if (pending != NULL && pending->path[0] == '\0')
        main_context.depth++;
}

void submit(const char *path)
{
    struct request request = { .path = path, .next = NULL };
    pending = &request;                    // ok: CK4008
    process();
    pending = NULL;
}

/* What was there before comes back. */
void nested(struct context *context, const char *path)
{
    struct request request = { .path = path, .next = context->current };
    context->current = &request;           // ok: CK4008
    context->depth++;
    context->depth--;
    context->current = request.next;
}

/* Into a record that ends as well. */
static int depth_of(const struct context *context)
{
    return context->current != NULL ? context->depth : 0;
}

int local_record(const char *path)
{
    struct request request = { .path = path, .next = NULL };
    struct context context = { .depth = 1 };
    context.current = &request;            // ok: CK4008
    return depth_of(&context);
}

/* A list that the node leaves again. */
static void list_insert(struct node *head, struct node *node)
{
    node->next = head->next;
    node->previous = head;
    if (head->next != NULL)
        head->next->previous = node;
    head->next = node;
}

static void list_remove(struct node *node)
{
    node->previous->next = node->next;
    if (node->next != NULL)
        node->next->previous = node->previous;
}

int wait_in(struct node *head)
{
    struct node node;
    list_insert(head, &node);              // ok: CK4008
    int is_first = head->next == &node;
    list_remove(&node);
    return is_first;
}

/* A parser keeps its input where its parts find it, anew for each text. */
static struct {
    struct request *input;
    int errors;
} parser;

static void parse_path(void)
{
    if (parser.input->path[0] != '/')
        parser.errors++;
}

static int parse(struct request *request)
{
    memset(&parser, 0, sizeof parser);
    parser.input = request;
    parse_path();
    return parser.errors;
}

int parsed(const char *path)
{
    struct request request = { .path = path, .next = NULL };
    return parse(&request);                // ok: CK4008
}

/* Another thread takes it back, under the lock. */
static void *serve(void *unused)
{
    (void)unused;
    pthread_mutex_lock(&lock);
    pending = NULL;
    pthread_mutex_unlock(&lock);
    return NULL;
}

void handshake(const char *path)
{
    struct request request = { .path = path, .next = NULL };
    pthread_mutex_lock(&lock);
    pending = &request;                    // ok: CK4008
    pthread_mutex_unlock(&lock);
    pthread_t server;
    if (pthread_create(&server, NULL, serve, NULL) != 0) {
        pending = NULL;
        return;
    }
    pthread_join(server, NULL);
}

/* Its value, not its address. */
int value_of(void)
{
    int number = 3;
    int *place = &number;
    return *place;                         // ok: CK4008
}

/* A copy of the text. */
char *copy_of(int code)
{
    char text[32];
    snprintf(text, sizeof text, "error %d", code);
    return strdup(text);                   // ok: CK4008
}

/* The address of a parameter's target. */
struct request *first_of(struct context *context)
{
    return context->current;               // ok: CK4008
}

int main(void)
{
    struct request own = { .path = "own", .next = NULL };
    describe(1);
    char text[32];
    describe_into(text, sizeof text, 1);
    submit("");
    nested(&main_context, "a");
    local_record("a");
    struct node head = { NULL, NULL };
    wait_in(&head);
    parsed("/a");
    handshake("a");
    value_of();
    free(copy_of(2));
    first_of(&main_context);
    pending = &own;                        // ok: CK4008
    return 0;
}
