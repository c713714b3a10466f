// run: memory
/* A list is emptied and its owner released, but a member of the owner that nobody looked at is not. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>

struct header {
    char *key;
    TAILQ_ENTRY(header) next;
};

TAILQ_HEAD(headers, header);

struct request {
    int flags;
    char *host;
    struct headers *input;
    char *body;
};

static void clear_headers(struct headers *headers)
{
    for (struct header *header = TAILQ_FIRST(headers); header != NULL; header = TAILQ_FIRST(headers)) {
        TAILQ_REMOVE(headers, header, next);
        free(header->key);
        free(header);
    }
}

static void request_free(struct request *request)
{
    if (request->input != NULL) {
        clear_headers(request->input);
        free(request->input);
    }
    free(request->body);
    free(request);
}

int serve(const char *host)
{
    struct request *request = calloc(1, sizeof *request);
    if (request == NULL)
        return -1;
    request->host = strdup(host);                // expect: CK4001 "request->host"
    request->body = strdup(host);                // ok: CK4001
    request->input = calloc(1, sizeof *request->input);  // ok: CK4001
    if (request->input != NULL)
        TAILQ_INIT(request->input);
    request_free(request);
    return 0;
}

int main(void)
{
    printf("%d\n", serve("localhost"));
    return 0;
}
