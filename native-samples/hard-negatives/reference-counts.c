// run: memory
/* Shared blocks that the last one releases. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

struct image {
    int references;
    char *pixels;
};

static struct image *image_new(size_t size)
{
    struct image *image = malloc(sizeof *image);           // ok: CK4001
    if (image == NULL)
        return NULL;
    image->references = 1;
    image->pixels = calloc(1, size);       // ok: CK4001
    if (image->pixels == NULL) {
        free(image);
        return NULL;
    }
    return image;
}

static struct image *image_get(struct image *image)
{
    image->references++;
    return image;
}

static void image_put(struct image *image)
{
    if (image == NULL || --image->references > 0)
        return;
    free(image->pixels);
    free(image);                           // ok: CK4003
}

/* Two holders. */
static int show_twice(void)
{
    struct image *image = image_new(16);   // ok: CK4001
    if (image == NULL)
        return -1;
    struct image *shown = image_get(image);
    image_put(image);
    int first = shown->pixels[0];          // ok: CK4002
    image_put(shown);                      // ok: CK4003
    return first;
}

/* A holder that stays: the global's share is given back later. */
static struct image *background;

static void background_set(struct image *image)
{
    struct image *old = background;
    background = image == NULL ? NULL : image_get(image);
    image_put(old);
}

static int use_background(void)
{
    struct image *image = image_new(8);    // ok: CK4001
    if (image == NULL)
        return -1;
    background_set(image);
    image_put(image);
    int first = background->pixels[0];     // ok: CK4002
    background_set(NULL);
    return first;
}

/* Conditional holding, the same condition twice. */
static int maybe_hold(int keep)
{
    struct image *image = image_new(8);    // ok: CK4001
    if (image == NULL)
        return -1;
    if (keep)
        image_get(image);
    image_put(image);
    if (keep)
        image_put(image);                  // ok: CK4002, CK4003
    return keep;
}

/* An atomic count between two threads. */
struct channel {
    atomic_int references;
    int total;
};

static void channel_put(struct channel *channel)
{
    if (atomic_fetch_sub(&channel->references, 1) == 1)
        free(channel);                     // ok: CK4003
}

static void *send(void *argument)
{
    struct channel *channel = argument;
    channel->total = 1;
    channel_put(channel);
    return NULL;
}

static int use_channel(void)
{
    pthread_t sender;
    struct channel *channel = malloc(sizeof *channel);     // ok: CK4001
    if (channel == NULL)
        return -1;
    channel->references = 2;
    channel->total = 0;
    if (pthread_create(&sender, NULL, send, channel) != 0) {
        free(channel);                     // ok: CK4003
        return -1;
    }
    pthread_detach(sender);
    while (atomic_load(&channel->references) > 1)          // ok: CK4002
        continue;
    int total = channel->total;            // ok: CK4002
    channel_put(channel);
    return total;
}

int main(void)
{
    int sum = show_twice() + use_background() + maybe_hold(0) + maybe_hold(1) + use_channel();
    if (sum == 12345)
        return 1;
    pthread_exit(NULL);
}
