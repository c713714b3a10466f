// run: memory
/* Mappings that are taken down, handed on, or kept. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static int has_magic(const char *path)
{
    struct stat status;
    int result = -1;
    int fd = open(path, O_RDONLY);
    if (fd < 0)
        return -1;
    if (fstat(fd, &status) == 0 && status.st_size >= 5) {
        char *bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);   // ok: CK5003
        if (bytes != MAP_FAILED) {
            result = memcmp(bytes, "MAGIC", 5) == 0;
            munmap(bytes, (size_t)status.st_size);
        }
    }
    close(fd);
    return result;
}

/* What is mapped at a chosen address replaces what was there. */
static int protect(char *page, size_t size)
{
    return mmap(page, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == MAP_FAILED ? -1 : 0;             // ok: CK5003
}

/* An arena that its owner takes down. */
struct arena {
    char *base;
    size_t size;
    size_t used;
};

static int arena_init(struct arena *arena, size_t size)
{
    arena->size = size;
    arena->used = 0;
    arena->base = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);            // ok: CK5003
    if (arena->base == MAP_FAILED) {
        arena->base = NULL;
        return -1;
    }
    return 0;
}

static void *arena_take(struct arena *arena, size_t size)
{
    if (arena->size - arena->used < size)
        return NULL;
    void *taken = arena->base + arena->used;
    arena->used += size;
    return taken;
}

static void arena_free(struct arena *arena)
{
    if (arena->base != NULL)
        munmap(arena->base, arena->size);
    arena->base = NULL;
}

/* mremap's failure leaves the old mapping, and that is taken down. */
static int grow(size_t size)
{
    char *bytes = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);            // ok: CK5003
    if (bytes == MAP_FAILED)
        return -1;
    bytes[0] = 1;
    char *larger = mremap(bytes, size, size * 2, MREMAP_MAYMOVE);          // ok: CK5003
    if (larger == MAP_FAILED) {
        munmap(bytes, size);
        return -1;
    }
    int first = larger[0];
    munmap(larger, size * 2);
    return first;
}

/* Once, for the whole run. */
static char *shared_page;

static char *page_of_all(void)
{
    if (shared_page == NULL) {
        void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);         // ok: CK5003
        if (page == MAP_FAILED)
            return NULL;
        shared_page = page;
    }
    return shared_page;
}

/* An address in the middle of it is what the caller gets and gives back. */
static char *guarded_stack(size_t size)
{
    char *base = mmap(NULL, size + 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);      // ok: CK5003
    if (base == MAP_FAILED)
        return NULL;
    if (protect(base, 4096) != 0) {
        munmap(base, size + 4096);
        return NULL;
    }
    return base + 4096;
}

static void guarded_stack_free(char *stack, size_t size)
{
    munmap(stack - 4096, size + 4096);
}

int main(void)
{
    struct arena arena;
    int sum = has_magic("/etc/passwd") + grow(4096);
    if (arena_init(&arena, 4096) == 0) {
        char *taken = arena_take(&arena, 16);
        sum += taken == NULL;
        arena_free(&arena);
    }
    char *page = page_of_all();
    sum += page != NULL && page[0];
    char *stack = guarded_stack(8192);     // ok: CK5003
    if (stack != NULL) {
        stack[0] = 1;
        guarded_stack_free(stack, 8192);
    }
    return sum == 12345;
}
