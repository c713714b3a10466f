/* Runs generated programs over all their small inputs and says what went wrong in them, one line for each thing and stack:

       KIND NUMBER FIRST A,B,C,FAILED FRAME… / FRAME…

   KIND is "lost" (a block that nothing reaches at the end; the stack of its allocation / that of the realloc that failed on it),
   "inner" (a block that only lost blocks reach), "access" (AddressSanitizer's verdict; the stack of the access / of the release
   before it) or "release" (of what is not allocated, or no longer; likewise). FIRST is 1 where nothing else went wrong before in
   the run. FAILED has a bit for each allocation that failed. At the end of each program stands "ran NUMBER RUNS CRASHED ENDLESS".

   The programs are compiled with AddressSanitizer and frame pointers, this file with frame pointers alone. */
#define CLEAK_TRIAL_ITSELF
#include "trial.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

enum { DEPTH = 12, BLOCKS = 256, SEEN = 1 << 14, FAILABLE = 6, FAILING_AT_ONCE = 2, LEAST = -1, MOST = 4, CALLS = 400, SECONDS = 3, ERRORS = 3000 };

struct stack {
    int depth;
    uintptr_t frames[DEPTH];
};

struct block {
    char *bytes;
    size_t size;
    int is_live;
    int is_reached;
    int is_inner;
    struct stack acquired;
    struct stack released;
    struct stack failed_realloc;
};

void __asan_poison_memory_region(const volatile void *address, size_t size);
void __asan_unpoison_memory_region(const volatile void *address, size_t size);
uintptr_t __asan_get_report_pc(void);
uintptr_t __asan_get_report_bp(void);
void *__asan_get_report_address(void);

static const struct trial *trial;
static int input[3];
static unsigned failing;
static int allocations, calls, errors, all_errors;
static struct block blocks[BLOCKS];
static int block_count;
static uintptr_t stack_end;
static sigjmp_buf way_out;
static char output[1 << 20];
static int told;
static uint64_t seen[SEEN];

enum { ENDED, CRASHED, ENDLESS };

/* Errors are told by this file: the reports are not read, and the run goes on. */
const char *__asan_default_options(void)
{
    return "halt_on_error=0:suppress_equal_pcs=0:symbolize=0:detect_leaks=0:handle_segv=0:handle_sigbus=0:"
           "detect_stack_use_after_return=0:allocator_may_return_null=1:quarantine_size_mb=64:malloc_context_size=1";
}

/* From a frame up to that of the run; at -O0 every function keeps its frame pointer. */
static void take(struct stack *stack, uintptr_t pc, uintptr_t frame)
{
    stack->depth = 0;
    if (pc != 0)
        stack->frames[stack->depth++] = pc;
    while (stack->depth < DEPTH && frame != 0 && frame < stack_end) {
        uintptr_t next = ((uintptr_t *)frame)[0];
        stack->frames[stack->depth++] = ((uintptr_t *)frame)[1];
        if (next <= frame)
            break;
        frame = next;
    }
}

#define TAKE(stack) take((stack), 0, (uintptr_t)__builtin_frame_address(0))

/* Nothing of a run may lie in the C library's buffers: runs are left by jumps. */
__attribute__((format(printf, 1, 2))) static void put(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    told += vsnprintf(output + told, sizeof output - (size_t)told, format, arguments);
    va_end(arguments);
    if (told >= (int)sizeof output)
        _exit(1);
}

static int is_new(uint64_t key)
{
    for (uint64_t at = key % SEEN;; at = (at + 1) % SEEN) {
        if (seen[at] == key)
            return 0;
        if (seen[at] == 0) {
            seen[at] = key;
            return 1;
        }
    }
}

static uint64_t mix(uint64_t key, uint64_t value)
{
    key = (key ^ value) * 0x9E3779B97F4A7C15u;
    return key ^ key >> 29;
}

static void put_frames(const struct stack *stack)
{
    for (int i = 0; i < stack->depth; i++)
        put(" %lx", (unsigned long)stack->frames[i]);
}

static void say(const char *kind, const struct stack *first, const struct stack *second)
{
    int is_first = errors == 0;
    uint64_t key = mix(mix((uint64_t)kind[0] << 8 | (uint64_t)kind[1], (uint64_t)trial->number), (uint64_t)is_first);
    for (int i = 0; i < first->depth; i++)
        key = mix(key, first->frames[i]);
    for (int i = 0; i < second->depth; i++)
        key = mix(key, ~second->frames[i]);
    if (!is_new(key | 1))
        return;
    put("%s %d %d %d,%d,%d,%u", kind, trial->number, is_first, input[0], input[1], input[2], failing);
    put_frames(first);
    put(" /");
    put_frames(second);
    put("\n");
}

static struct block *find(const char *at)
{
    /* No address is used twice in a run. */
    for (int i = block_count - 1; i >= 0; i--) {
        if (at >= blocks[i].bytes && at < blocks[i].bytes + blocks[i].size + (blocks[i].size == 0))
            return &blocks[i];
    }
    return NULL;
}

void __asan_on_error(void)
{
    static const struct stack none;
    struct stack stack;
    take(&stack, __asan_get_report_pc(), __asan_get_report_bp());
    struct block *block = find(__asan_get_report_address());
    say("access", &stack, block != NULL && !block->is_live ? &block->released : &none);
    errors++;
    all_errors++;
}

static void count_call(void)
{
    if (++calls > CALLS)
        siglongjmp(way_out, ENDLESS);
}

static int fails(void)
{
    count_call();
    int turn = allocations++;
    return turn < FAILABLE && (failing >> turn & 1) != 0;
}

static void *add(char *bytes, size_t size, const struct stack *stack)
{
    if (bytes == NULL || block_count == BLOCKS)
        siglongjmp(way_out, ENDLESS);
    blocks[block_count++] = (struct block){ .bytes = bytes, .size = size, .is_live = 1, .acquired = *stack };
    return bytes;
}

void *trial_malloc(size_t size)
{
    struct stack stack;
    TAKE(&stack);
    return fails() ? NULL : add(malloc(size), size, &stack);
}

void *trial_calloc(size_t count, size_t size)
{
    struct stack stack;
    TAKE(&stack);
    return fails() ? NULL : add(calloc(count, size), count * size, &stack);
}

char *trial_strdup(const char *text)
{
    struct stack stack;
    TAKE(&stack);
    return fails() ? NULL : add(strdup(text), strlen(text) + 1, &stack);
}

static struct block *releasable(char *bytes, const struct stack *stack)
{
    static const struct stack none;
    struct block *block = find(bytes);
    if (block != NULL && block->is_live && block->bytes == bytes)
        return block;
    say("release", stack, block != NULL && !block->is_live ? &block->released : &none);
    errors++;
    return NULL;
}

/* Poisoned until the run is over: what a run writes into a block that is really freed would spoil the allocator's own notes. */
static void release(struct block *block, const struct stack *stack)
{
    block->is_live = 0;
    block->released = *stack;
    __asan_poison_memory_region(block->bytes, block->size);
}

void *trial_realloc(void *bytes, size_t size)
{
    struct stack stack;
    TAKE(&stack);
    struct block *old = NULL;
    if (bytes != NULL && (old = releasable(bytes, &stack)) == NULL)
        return NULL;
    if (fails()) {
        if (old != NULL)
            old->failed_realloc = stack;
        return NULL;
    }
    char *copy = malloc(size);
    if (old != NULL && copy != NULL) {
        memcpy(copy, old->bytes, old->size < size ? old->size : size);
        release(old, &stack);
    }
    return add(copy, size, &stack);
}

void trial_free(void *bytes)
{
    struct stack stack;
    TAKE(&stack);
    count_call();
    struct block *block = bytes != NULL ? releasable(bytes, &stack) : NULL;
    if (block != NULL)
        release(block, &stack);
}

static void reach(char *word, int from_lost)
{
    struct block *block = word != NULL ? find(word) : NULL;
    if (block == NULL || !block->is_live || (from_lost ? block->is_inner || block->is_reached : block->is_reached))
        return;
    if (from_lost)
        block->is_inner = 1;
    else
        block->is_reached = 1;
    for (size_t at = 0; at + sizeof(char *) <= block->size; at += sizeof(char *))
        reach(*(char **)(block->bytes + at), from_lost);
}

/* The function has returned: only the program's variables hold on to something. */
static void look_for_lost(void)
{
    for (int i = 0; i < TRIAL_ROOTS; i++) {
        if (trial->roots[i] != NULL)
            reach(*(char **)trial->roots[i], 0);
    }
    for (int i = 0; i < block_count; i++) {
        struct block *block = &blocks[i];
        for (size_t at = 0; block->is_live && !block->is_reached && at + sizeof(char *) <= block->size; at += sizeof(char *)) {
            char *word = *(char **)(block->bytes + at);
            if (word != NULL && find(word) != block)
                reach(word, 1);
        }
    }
    for (int i = 0; i < block_count; i++) {
        if (blocks[i].is_live && !blocks[i].is_reached)
            say(blocks[i].is_inner ? "inner" : "lost", &blocks[i].acquired, &blocks[i].failed_realloc);
    }
}

static int run_once(void)
{
    block_count = allocations = calls = errors = 0;
    for (int i = 0; i < TRIAL_ROOTS; i++) {
        if (trial->roots[i] != NULL)
            *(void **)trial->roots[i] = NULL;
    }
    stack_end = (uintptr_t)__builtin_frame_address(0);
    int outcome = sigsetjmp(way_out, 1);
    if (outcome == ENDED) {
        trial->run(input[0], input[1], input[2]);
        look_for_lost();
    }
    for (int i = 0; i < block_count; i++) {
        __asan_unpoison_memory_region(blocks[i].bytes, blocks[i].size);
        free(blocks[i].bytes);
    }
    return outcome;
}

static void leave(int signal)
{
    /* A run that does not end may be anywhere, also inside the sanitizer: nothing is known of its program. */
    if (signal == SIGVTALRM)
        _exit(1);
    siglongjmp(way_out, CRASHED);
}

static void run_failing(int counts[], int first, int left)
{
    if (counts[ENDLESS] > 0)
        return;
    /* Reports are dear; what is not seen after so many is not known. */
    if (all_errors > ERRORS) {
        counts[ENDLESS]++;
        return;
    }
    struct itimerval limit = { .it_value = { .tv_usec = 50000 } };
    setitimer(ITIMER_VIRTUAL, &limit, NULL);
    counts[run_once()]++;
    int made = allocations < FAILABLE ? allocations : FAILABLE;
    for (int i = first; i < made && left > 0; i++) {
        failing |= 1u << i;
        run_failing(counts, i + 1, left - 1);
        failing &= ~(1u << i);
    }
}

/* All that is seen of a program, or nothing: it goes out at once, at the end. */
static void run_program(void)
{
    int counts[3] = { 0 };
    alarm(SECONDS);
    for (input[0] = LEAST; input[0] <= MOST; input[0]++)
        for (input[1] = LEAST; input[1] <= MOST; input[1]++)
            for (input[2] = LEAST; input[2] <= MOST; input[2]++)
                run_failing(counts, 0, FAILING_AT_ONCE);
    put("ran %d %d %d %d\n", trial->number, counts[ENDED] + counts[CRASHED] + counts[ENDLESS], counts[CRASHED], counts[ENDLESS]);
    for (int done = 0; done < told;) {
        ssize_t written = write(STDOUT_FILENO, output + done, (size_t)(told - done));
        if (written < 0)
            _exit(1);
        done += (int)written;
    }
    _exit(0);
}

/* Each program has a process, which it may ruin. */
int main(void)
{
    struct sigaction action = { .sa_handler = leave, .sa_flags = SA_NODEFER };
    if (sigaction(SIGSEGV, &action, NULL) != 0 || sigaction(SIGVTALRM, &action, NULL) != 0 || dup2(open("/dev/null", O_WRONLY), 2) < 0)
        return 1;
    for (int i = 0; i < trial_count; i++) {
        int status;
        trial = &trials[i];
        pid_t child = fork();
        if (child == 0)
            run_program();
        if (child < 0 || waitpid(child, &status, 0) < 0)
            return 2;
        if (status != 0)
            dprintf(STDOUT_FILENO, "ran %d 0 0 1\n", trial->number);
    }
    return 0;
}
