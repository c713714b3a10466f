using Cleak.Analysis;
using Xunit;

namespace Cleak.Tests.Models;

/// <summary>Models held against the prototypes of ISO C, POSIX and Linux.</summary>
public sealed class PrototypeTests
{
    private const string Prototypes =
        """
        void *malloc(unsigned long)
        void *calloc(unsigned long, unsigned long)
        void *realloc(void *, unsigned long)
        void free(void *)
        void *reallocarray(void *, size_t, size_t)
        void *aligned_alloc(unsigned long, unsigned long)
        int posix_memalign(void **, size_t, size_t)
        char *strdup(const char *)
        char *strndup(const char *, unsigned long)
        void *memcpy(void *, const void *, unsigned long)
        void *memmove(void *, const void *, unsigned long)
        void *memset(void *, int, unsigned long)
        int memcmp(const void *, const void *, unsigned long)
        void *memchr(const void *, int, unsigned long)
        void *memccpy(void *, const void *, int, unsigned long)
        void *mempcpy(void *, const void *, unsigned long)
        char *strcpy(char *, const char *)
        char *strncpy(char *, const char *, unsigned long)
        char *stpcpy(char *, const char *)
        char *strcat(char *, const char *)
        char *strncat(char *, const char *, unsigned long)
        unsigned long strlen(const char *)
        size_t strnlen(const char *, size_t)
        int strcmp(const char *, const char *)
        int strncmp(const char *, const char *, unsigned long)
        int strcoll(const char *, const char *)
        unsigned long strxfrm(char *, const char *, unsigned long)
        char *strchr(const char *, int)
        char *strrchr(const char *, int)
        char *strstr(const char *, const char *)
        char *strpbrk(const char *, const char *)
        unsigned long strspn(const char *, const char *)
        unsigned long strcspn(const char *, const char *)
        char *strtok(char *, const char *)
        char *strtok_r(char *, const char *, char **)
        char *strsep(char **, const char *)
        char *strerror(int)
        char *strerror_r(int, char *, size_t)
        long strtol(const char *, char **, int)
        unsigned long strtoul(const char *, char **, int)
        double strtod(const char *, char **)
        int atoi(const char *)
        void qsort(void *, size_t, size_t, int (*)(const void *, const void *))
        void *bsearch(const void *, const void *, size_t, size_t, int (*)(const void *, const void *))
        char *getenv(const char *)
        int setenv(const char *, const char *, int)
        int unsetenv(const char *)
        int putenv(char *)
        int system(const char *)
        void abort(void)
        void exit(int)
        int atexit(void (*)(void))
        int rand(void)
        void srand(unsigned int)
        char *realpath(const char *, char *)
        int mkstemp(char *)
        char *mkdtemp(char *)
        FILE *fopen(const char *, const char *)
        FILE *fdopen(int, const char *)
        FILE *freopen(const char *, const char *, FILE *)
        int fclose(FILE *)
        int fflush(FILE *)
        unsigned long fread(void *, unsigned long, unsigned long, FILE *)
        unsigned long fwrite(const void *, unsigned long, unsigned long, FILE *)
        char *fgets(char *, int, FILE *)
        int fputs(const char *, FILE *)
        int fgetc(FILE *)
        int fputc(int, FILE *)
        int ungetc(int, FILE *)
        ssize_t getline(char **, size_t *, FILE *)
        ssize_t getdelim(char **, size_t *, int, FILE *)
        int printf(const char *, ...)
        int fprintf(FILE *, const char *, ...)
        int sprintf(char *, const char *, ...)
        int snprintf(char *, unsigned long, const char *, ...)
        int vsnprintf(char *, unsigned long, const char *, va_list)
        int asprintf(char **, const char *, ...)
        int vasprintf(char **, const char *, va_list)
        int scanf(const char *, ...)
        int fscanf(FILE *, const char *, ...)
        int sscanf(const char *, const char *, ...)
        int vsscanf(const char *, const char *, va_list)
        int setvbuf(FILE *, char *, int, size_t)
        void setbuf(FILE *, char *)
        int fseek(FILE *, long, int)
        long ftell(FILE *)
        void rewind(FILE *)
        FILE *popen(const char *, const char *)
        int pclose(FILE *)
        FILE *tmpfile(void)
        FILE *open_memstream(char **, size_t *)
        FILE *fmemopen(void *, size_t, const char *)
        void perror(const char *)
        int open(const char *, int, ...)
        int openat(int, const char *, int, ...)
        int creat(const char *, mode_t)
        int close(int)
        ssize_t read(int, void *, size_t)
        ssize_t write(int, const void *, size_t)
        ssize_t pread(int, void *, size_t, off_t)
        ssize_t pwrite(int, const void *, size_t, off_t)
        ssize_t readv(int, const struct iovec *, int)
        ssize_t writev(int, const struct iovec *, int)
        off_t lseek(int, off_t, int)
        int dup(int)
        int dup2(int, int)
        int pipe(int *)
        int fcntl(int, int, ...)
        int ioctl(int, unsigned long, ...)
        int fsync(int)
        int ftruncate(int, off_t)
        int stat(const char *, struct stat *)
        int fstat(int, struct stat *)
        int lstat(const char *, struct stat *)
        int access(const char *, int)
        int chmod(const char *, mode_t)
        int chown(const char *, uid_t, gid_t)
        int link(const char *, const char *)
        int symlink(const char *, const char *)
        ssize_t readlink(const char *, char *, size_t)
        int unlink(const char *)
        int rename(const char *, const char *)
        int mkdir(const char *, mode_t)
        int rmdir(const char *)
        int chdir(const char *)
        char *getcwd(char *, size_t)
        DIR *opendir(const char *)
        struct dirent *readdir(DIR *)
        int closedir(DIR *)
        int scandir(const char *, struct dirent ***, int (*)(const struct dirent *), int (*)(const struct dirent **, const struct dirent **))
        int glob(const char *, int, int (*)(const char *, int), glob_t *)
        void globfree(glob_t *)
        int fnmatch(const char *, const char *, int)
        void *mmap(void *, size_t, int, int, int, off_t)
        int munmap(void *, size_t)
        int mprotect(void *, size_t, int)
        int select(int, fd_set *, fd_set *, fd_set *, struct timeval *)
        int poll(struct pollfd *, nfds_t, int)
        pid_t fork(void)
        int execve(const char *, char *const *, char *const *)
        int execvp(const char *, char *const *)
        pid_t waitpid(pid_t, int *, int)
        void _exit(int)
        int kill(pid_t, int)
        int sigaction(int, const struct sigaction *, struct sigaction *)
        sighandler_t signal(int, void (*)(int))
        int sigprocmask(int, const sigset_t *, sigset_t *)
        int sigemptyset(sigset_t *)
        int sigaddset(sigset_t *, int)
        int sigsuspend(const sigset_t *)
        unsigned int alarm(unsigned int)
        unsigned int sleep(unsigned int)
        int nanosleep(const struct timespec *, struct timespec *)
        int clock_gettime(clockid_t, struct timespec *)
        time_t time(time_t *)
        int gettimeofday(struct timeval *, void *)
        struct tm *localtime(const time_t *)
        struct tm *localtime_r(const time_t *, struct tm *)
        struct tm *gmtime_r(const time_t *, struct tm *)
        time_t mktime(struct tm *)
        size_t strftime(char *, size_t, const char *, const struct tm *)
        char *strptime(const char *, const char *, struct tm *)
        int timer_create(clockid_t, struct sigevent *, timer_t *)
        int timer_delete(timer_t)
        int socket(int, int, int)
        int bind(int, const struct sockaddr *, socklen_t)
        int listen(int, int)
        int accept(int, struct sockaddr *, socklen_t *)
        int connect(int, const struct sockaddr *, socklen_t)
        ssize_t send(int, const void *, size_t, int)
        ssize_t recv(int, void *, size_t, int)
        ssize_t sendto(int, const void *, size_t, int, const struct sockaddr *, socklen_t)
        ssize_t recvfrom(int, void *, size_t, int, struct sockaddr *, socklen_t *)
        ssize_t sendmsg(int, const struct msghdr *, int)
        ssize_t recvmsg(int, struct msghdr *, int)
        int getsockopt(int, int, int, void *, socklen_t *)
        int setsockopt(int, int, int, const void *, socklen_t)
        int socketpair(int, int, int, int *)
        int getaddrinfo(const char *, const char *, const struct addrinfo *, struct addrinfo **)
        void freeaddrinfo(struct addrinfo *)
        int getnameinfo(const struct sockaddr *, socklen_t, char *, socklen_t, char *, socklen_t, int)
        int inet_pton(int, const char *, void *)
        const char *inet_ntop(int, const void *, char *, socklen_t)
        char *inet_ntoa(struct in_addr)
        struct hostent *gethostbyname(const char *)
        struct if_nameindex *if_nameindex(void)
        int getifaddrs(struct ifaddrs **)
        void freeifaddrs(struct ifaddrs *)
        int pthread_create(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *)
        int pthread_join(pthread_t, void **)
        int pthread_detach(pthread_t)
        void pthread_exit(void *)
        int pthread_cancel(pthread_t)
        int pthread_kill(pthread_t, int)
        int pthread_once(pthread_once_t *, void (*)(void))
        int pthread_atfork(void (*)(void), void (*)(void), void (*)(void))
        int pthread_attr_init(pthread_attr_t *)
        int pthread_attr_setdetachstate(pthread_attr_t *, int)
        int pthread_mutex_init(pthread_mutex_t *, const pthread_mutexattr_t *)
        int pthread_mutex_lock(pthread_mutex_t *)
        int pthread_mutex_trylock(pthread_mutex_t *)
        int pthread_cond_wait(pthread_cond_t *, pthread_mutex_t *)
        int pthread_rwlock_rdlock(pthread_rwlock_t *)
        int pthread_key_create(pthread_key_t *, void (*)(void *))
        int pthread_setspecific(pthread_key_t, const void *)
        int sem_init(sem_t *, int, unsigned int)
        int sem_wait(sem_t *)
        sem_t *sem_open(const char *, int, ...)
        int thrd_create(thrd_t *, thrd_start_t, void *)
        int thrd_join(thrd_t, int *)
        int thrd_detach(thrd_t)
        int mtx_lock(mtx_t *)
        int tss_create(tss_t *, tss_dtor_t)
        void call_once(once_flag *, void (*)(void))
        struct passwd *getpwnam(const char *)
        int getpwnam_r(const char *, struct passwd *, char *, size_t, struct passwd **)
        void syslog(int, const char *, ...)
        void openlog(const char *, int, int)
        void *dlopen(const char *, int)
        void *dlsym(void *, const char *)
        int dlclose(void *)
        int regcomp(regex_t *, const char *, int)
        int regexec(const regex_t *, const char *, size_t, regmatch_t *, int)
        void regfree(regex_t *)
        iconv_t iconv_open(const char *, const char *)
        size_t iconv(iconv_t, char **, size_t *, char **, size_t *)
        ENTRY *hsearch(ENTRY, ACTION)
        void *tsearch(const void *, void **, int (*)(const void *, const void *))
        int getopt(int, char *const *, const char *)
        locale_t newlocale(int, const char *, locale_t)
        void freelocale(locale_t)
        int epoll_create1(int)
        int epoll_ctl(int, int, int, struct epoll_event *)
        int epoll_wait(int, struct epoll_event *, int, int)
        int eventfd(unsigned int, int)
        int accept4(int, struct sockaddr *, socklen_t *, int)
        int pipe2(int *, int)
        ssize_t getrandom(void *, size_t, unsigned int)
        int signalfd(int, const sigset_t *, int)
        int timerfd_settime(int, int, const struct itimerspec *, struct itimerspec *)
        """;

    public static TheoryData<string> Sample => [.. Prototypes.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    [Theory]
    [MemberData(nameof(Sample))]
    public void A_model_fits_its_prototype(string text)
    {
        var prototype = Prototype.Parse(text);
        var model = LibraryModels.Find(prototype.Name);
        Assert.NotNull(model);

        Assert.All(model.Operands, operand => Assert.True(prototype.Has(operand), $"operand {operand}"));
        foreach (var argument in model.Arguments)
        {
            Assert.True(prototype.Has(argument.Index), $"argument {argument.Index}");
            if (argument.Index >= prototype.Parameters.Length)
            {
                continue;
            }

            var type = prototype.Parameters[argument.Index];
            Assert.True(argument.Bytes < prototype.Parameters.Length && argument.BytesFactor < prototype.Parameters.Length, "bytes");
            Assert.False(argument.Bytes >= 0 && prototype.Parameters[argument.Bytes].Contains('*'), "bytes is a number");
            if (argument.Has(ArgumentEffects.Writes) && !argument.Has(ArgumentEffects.WritesDeep))
            {
                Assert.True(Prototype.IsWritable(type), $"writes {type}");
            }

            if (argument.Has(ArgumentEffects.Calls))
            {
                Assert.Contains("(*)(", type, StringComparison.Ordinal);
            }
        }

        var isPointer = prototype.Result.EndsWith('*') || prototype.Result is "iconv_t" or "locale_t";
        switch (model.Result.Kind)
        {
            case ResultKind.Range:
                Assert.False(isPointer, "a range is no pointer");
                Assert.NotEqual("void", prototype.Result);
                break;
            case ResultKind.Acquired when model.Result.Failure == FailureValue.MinusOne:
                Assert.Equal("int", prototype.Result);
                break;
            case ResultKind.Acquired or ResultKind.Argument or ResultKind.ArgumentOrNull or ResultKind.Borrowed or ResultKind.BorrowedOrNull or ResultKind.WithinArgument or ResultKind.WithinArgumentOrNull:
                Assert.True(isPointer, prototype.Result);
                break;
        }
    }

    /// <summary>Nobody would pass the address of a variable that is only filled without a model that says so.</summary>
    [Theory]
    [MemberData(nameof(Sample))]
    public void What_a_prototype_lets_write_is_accounted_for(string text)
    {
        var prototype = Prototype.Parse(text);
        var model = LibraryModels.Find(prototype.Name)!;
        for (var i = 0; i < prototype.Parameters.Length; i++)
        {
            if (!prototype.Parameters[i].Contains('*') || !Prototype.IsWritable(prototype.Parameters[i]) || Prototype.IsHandle(prototype.Parameters[i]) || (prototype.Name, i) is ("mmap" or "mprotect", 0) or ("setvbuf", 1) or ("dlsym", 0) or ("timer_create", 1))
            {
                continue;
            }

            var argument = model.Argument(i);
            Assert.True(
                argument is not null && (argument.Effects & (ArgumentEffects.Writes | ArgumentEffects.Keeps | ArgumentEffects.KeepsContents | ArgumentEffects.Releases)) != 0,
                $"argument {i}: {prototype.Parameters[i]}");
        }
    }

    private sealed record Prototype(string Result, string Name, string[] Parameters, bool IsVariadic)
    {
        private static readonly string[] Handles = ["FILE *", "DIR *", "sem_t *", "pthread_mutex_t *", "pthread_cond_t *", "pthread_rwlock_t *", "mtx_t *", "void *const *", "char *const *"];

        public bool Has(int index) => IsVariadic || index < Parameters.Length;

        /// <summary>A pointer to what is not const, or a handle type that is one.</summary>
        public static bool IsWritable(string type) =>
            type.Contains('*') ? !type.StartsWith("const ", StringComparison.Ordinal) && !type.Contains("(*)", StringComparison.Ordinal) : type is "va_list";

        /// <summary>Objects of the library, into whose contents no program looks.</summary>
        public static bool IsHandle(string type) => Handles.Contains(type);

        public static Prototype Parse(string text)
        {
            var open = text.IndexOf('(', StringComparison.Ordinal);
            var start = open;
            while (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] == '_')
            {
                start--;
            }

            List<string> parameters = [];
            var depth = 0;
            var from = open + 1;
            for (var i = from; i < text.Length; i++)
            {
                depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
                if (depth < 0 || (depth == 0 && text[i] == ','))
                {
                    parameters.Add(text[from..i].Trim());
                    from = i + 1;
                }
            }

            var isVariadic = parameters.Remove("...");
            return new(text[..start].Trim(), text[start..open], parameters is ["void"] ? [] : [.. parameters], isVariadic);
        }
    }
}
