// run: memory
/* Where two values lead to the same, those between them do not. */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

struct file {
    int fd;
    int mode;
    long pos;
};

static int start(int level)
{
    return level > 5 ? -1 : 0;
}

static struct file *open_fd(int fd, const char *mode)
{
    struct file *file;
    if (fd < 0 || (*mode != 'r' && *mode != 'w' && *mode != 'a' && *mode != 's'))
        return NULL;
    if ((file = calloc(1, sizeof *file)) == NULL)
        return NULL;
    file->fd = fd;
    switch (*mode) {
    case 'a':
        file->pos = lseek(fd, 0, SEEK_END);
        /* fall through */
    case 'w':
        file->mode = 'w';
        if (mode[1] >= '1' && mode[1] <= '9' && start(mode[1] - '0') < 0) {
            close(fd);
            free(file);
            return NULL;
        }
        break;
    case 'r':
        file->mode = 'r';
        break;
    default:
        file->mode = 's';
        break;
    }
    return file;
}

/* Only 'a' and 'w' close the descriptor. */
static struct file *wrap_socket(int fd, const char *mode)
{
    struct file *file;
    if ((file = open_fd(fd, mode)) == NULL && *mode == 's')
        close(fd);                         // ok: CK5004
    return file;
}

int main(void)
{
    int fd = open("/dev/null", O_RDONLY);
    struct file *file = wrap_socket(fd, "s");
    if (file == NULL)
        return 2;
    close(file->fd);
    free(file);
    fd = open("/dev/null", O_RDONLY);
    file = wrap_socket(fd, "w9");
    return file != NULL;
}
