#include "launcher.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct line {
    struct line *next;
    char *text;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static struct line *lines;
static int stopping;
static pthread_t writer;

static void *write_lines(void *unused)
{
    pthread_mutex_lock(&lock);
    while (!stopping || lines != NULL) {
        struct line *line = lines;
        if (line == NULL) {
            pthread_cond_wait(&changed, &lock);
            continue;
        }
        lines = line->next;
        fprintf(stderr, "%s\n", line->text);
        free(line->text);
        free(line);
    }
    pthread_mutex_unlock(&lock);
    return unused;
}

int log_start(void)
{
    return pthread_create(&writer, NULL, write_lines, NULL);
}

void log_stop(void)
{
    pthread_mutex_lock(&lock);
    stopping = 1;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    pthread_join(writer, NULL);
}

void log_line(const char *text)
{
    struct line *line = malloc(sizeof *line);
    if (line == NULL)
        return;
    line->text = strdup(text);
    if (line->text == NULL) {
        free(line);
        return;
    }
    pthread_mutex_lock(&lock);
    line->next = lines;
    lines = line;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
}
