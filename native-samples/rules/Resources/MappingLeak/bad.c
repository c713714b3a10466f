// run: mappings
/* Mappings whose address is forgotten. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <unistd.h>

/* Closing the file does not unmap it. */
static int has_magic(const char *path)
{
    struct stat status;
    int fd = open(path, O_RDONLY);
    if (fd < 0)
        return -1;
    if (fstat(fd, &status) != 0 || status.st_size < 5) {
        close(fd);
        return -1;
    }
    char *bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);       // expect a: CK5003 "bytes" // flow a1: mapped by 'mmap'
    close(fd);
    if (bytes == MAP_FAILED)               // flow a2: is false
        return -1;
    if (memcmp(bytes, "MAGIC", 5) != 0)
        return 0;                          // flow a3: goes out of scope
    munmap(bytes, (size_t)status.st_size);
    return 1;
}

/* The second mapping fails, and the first one stays. */
static int two_buffers(size_t size)
{
    char *first = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);            // expect: CK5003
    if (first == MAP_FAILED)
        return -1;
    char *second = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (second == MAP_FAILED)
        return -1;
    memset(first, 1, size);
    memcpy(second, first, size);
    int last = second[size - 1];
    munmap(second, size);
    munmap(first, size);
    return last;
}

/* mremap failed: the old mapping is still there, and its name is not. */
static char *grow(size_t size)
{
    char *bytes = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);            // expect: CK5003
    if (bytes == MAP_FAILED)
        return NULL;
    bytes = mremap(bytes, size, size * 2, MREMAP_MAYMOVE);
    return bytes == MAP_FAILED ? NULL : bytes;
}

/* A shared segment that stays attached. */
static int peek(key_t key)
{
    int id = shmget(key, 4096, 0600);
    if (id < 0)
        return -1;
    int *numbers = shmat(id, NULL, SHM_RDONLY);            // expect: CK5003 "shmat"
    if (numbers == (void *)-1)
        return -1;
    if (numbers[0] != 7)
        return -1;
    int second = numbers[1];
    shmdt(numbers);
    return second;
}

/* From a wrapper, under a number that says whether there is one. */
static int map_file(const char *path, size_t size, void **address)
{
    int fd = open(path, O_RDWR);
    if (fd < 0)
        return -1;
    *address = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    return *address == MAP_FAILED ? -1 : 0;
}

static int bump(const char *path)
{
    void *address;
    if (map_file(path, 4096, &address) != 0)               // expect: CK5003 "map_file"
        return -1;
    int *counter = address;
    if (*counter < 0)
        return -1;
    (*counter)++;
    return munmap(address, 4096);
}

/* Each turn maps, and one of the ways on does not unmap. */
static int scan(const int *files, int count)
{
    int sum = 0;
    for (int i = 0; i < count; i++) {
        unsigned char *page = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, files[i], 0);       // expect: CK5003
        if (page == MAP_FAILED)
            continue;
        if (page[0] == 0)
            continue;
        sum += page[1];
        munmap(page, 4096);
    }
    return sum;
}

/* A file without a name, all zeros or beginning with a number. */
static int file_of(int number)
{
    int file = memfd_create("sample", MFD_CLOEXEC);
    if (file < 0 || ftruncate(file, 4096) != 0 || pwrite(file, &number, sizeof number, 0) != (ssize_t)sizeof number)
        _exit(2);
    return file;
}

/* Under the address space that the run allows, the second of the large mappings does not fit, nor does the one that is to grow. */
int main(void)
{
    int files[] = { file_of(0) }, negative = file_of(-1);
    char path[32];
    snprintf(path, sizeof path, "/proc/self/fd/%d", negative);
    key_t key = getpid();
    int segment = shmget(key, 4096, IPC_CREAT | 0600);
    int sum = has_magic("/etc/passwd") + two_buffers(1300000000) + peek(key) + bump(path) + scan(files, 1);
    sum += grow(400000000) != NULL;
    shmctl(segment, IPC_RMID, NULL);
    close(negative);
    close(files[0]);
    return sum == 12345;
}
