using System.Collections.Immutable;

namespace Cleak.Analysis;

/// <summary>
/// Names that headers and compilers put in a library function's place: fortified twins (_FORTIFY_SOURCE), large-file twins
/// (_LARGEFILE64_SOURCE), redirections of the C dialect (__isoc99_sscanf), and entry points of older C libraries (__xstat).
/// </summary>
public static class FunctionAliases
{
    public static ImmutableArray<FunctionAlias> All { get; } =
    [
        // Fortified: a size of the destination follows the last parameter
        .. Fortified("memcpy memmove mempcpy memset strcpy strncpy stpcpy stpncpy strcat strncat strlcpy strlcat explicit_bzero"),
        .. Fortified("wcscpy wcsncpy wcpcpy wcpncpy wcscat wcsncat wcslcpy wcslcat wmemcpy wmemmove wmempcpy wmemset"),
        .. Fortified("mbstowcs wcstombs wctomb wcrtomb mbsrtowcs mbsnrtowcs wcsrtombs wcsnrtombs"),
        .. Fortified("read pread readlink readlinkat getcwd getwd realpath confstr getgroups ttyname_r getlogin_r gethostname"),
        .. Fortified("getdomainname ptsname_r poll ppoll gets inet_ntop inet_pton longjmp memccpy"),

        // Fortified: sizes and flags in between
        .. Fortified("sprintf vsprintf", position: 1, added: 2),
        .. Fortified("snprintf vsnprintf swprintf vswprintf", position: 2, added: 2),
        .. Fortified("printf vprintf wprintf vwprintf", position: 0, added: 1),
        .. Fortified("fprintf vfprintf dprintf vdprintf fwprintf vfwprintf asprintf vasprintf syslog vsyslog obstack_printf obstack_vprintf", position: 1, added: 1),
        .. Fortified("fgets fgets_unlocked fgetws fgetws_unlocked fread fread_unlocked", position: 1, added: 1),
        .. Fortified("recv recvfrom", position: 3, added: 1),
        new("__open_2", "open"),
        new("__openat_2", "openat"),
        new("__open64_2", "open"),
        new("__openat64_2", "openat"),
        new("__read_alias", "read"),
        new("__fgets_alias", "fgets"),
        new("__fread_alias", "fread"),
        new("__recv_alias", "recv"),
        new("__recvfrom_alias", "recvfrom"),
        new("__realpath_alias", "realpath"),
        new("__getcwd_alias", "getcwd"),
        new("__readlink_alias", "readlink"),
        new("__open_alias", "open"),
        new("__openat_alias", "openat"),
        new("__poll_alias", "poll"),
        new("__fgets_unlocked_alias", "fgets_unlocked"),
        new("__fread_unlocked_alias", "fread_unlocked"),
        new("__pread_alias", "pread"),
        new("__gethostname_alias", "gethostname"),
        new("__pread64_chk", "pread"),

        // Redirections by the C dialect
        .. Prefixed("__isoc99_", "scanf fscanf sscanf vscanf vfscanf vsscanf wscanf fwscanf swscanf vwscanf vfwscanf vswscanf"),
        .. Prefixed("__isoc23_", "scanf fscanf sscanf vscanf vfscanf vsscanf wscanf fwscanf swscanf vwscanf vfwscanf vswscanf"),
        .. Prefixed("__isoc23_", "strtol strtoll strtoul strtoull strtoimax strtoumax wcstol wcstoll wcstoul wcstoull wcstoimax wcstoumax"),
        new("__xpg_strerror_r", "strerror_r"),
        new("__posix_getopt", "getopt"),
        new("__xpg_sigpause", "sigpause"),
        new("__sysv_signal", "sysv_signal"),
        new("ssignal", "signal"),
        new("gsignal", "raise"),

        // Large files
        .. Suffixed("64", "open openat creat fopen freopen tmpfile lseek pread pwrite preadv pwritev truncate ftruncate mkstemp mkostemp mkstemps mkostemps"),
        .. Suffixed("64", "stat fstat lstat fstatat statvfs fstatvfs statfs fstatfs readdir scandir scandirat alphasort versionsort getdirentries"),
        .. Suffixed("64", "fseeko ftello fgetpos fsetpos mmap sendfile lockf fcntl ftw nftw glob globfree getrlimit setrlimit prlimit"),
        .. Suffixed("64", "posix_fadvise posix_fallocate fallocate aio_read aio_write aio_fsync aio_error aio_return aio_suspend aio_cancel lio_listio"),
        new("readdir64_r", "readdir_r"),
        new("preadv64v2", "preadv2"),
        new("pwritev64v2", "pwritev2"),
        new("fts64_open", "fts_open"),
        new("fts64_read", "fts_read"),
        new("fts64_children", "fts_children"),
        new("fts64_set", "fts_set"),
        new("fts64_close", "fts_close"),

        // 64-bit time on 32-bit systems
        new("__time64", "time"),
        new("__clock_gettime64", "clock_gettime"),
        new("__gettimeofday64", "gettimeofday"),
        new("__nanosleep64", "nanosleep"),
        new("__localtime64_r", "localtime_r"),
        new("__gmtime64_r", "gmtime_r"),
        new("__mktime64", "mktime"),
        new("__stat64_time64", "stat"),
        new("__fstat64_time64", "fstat"),
        new("__select64", "select"),

        // glibc before 2.33: a version comes first
        new("__xstat", "stat", Position: 0, Added: 1),
        new("__xstat64", "stat", Position: 0, Added: 1),
        new("__fxstat", "fstat", Position: 0, Added: 1),
        new("__fxstat64", "fstat", Position: 0, Added: 1),
        new("__xmknod", "mknod", Position: 0, Added: 1),
        new("__lxstat", "lstat", Position: 0, Added: 1),
        new("__lxstat64", "lstat", Position: 0, Added: 1),
        new("__fxstatat", "fstatat", Position: 0, Added: 1),
        new("__fxstatat64", "fstatat", Position: 0, Added: 1),
        new("__xmknodat", "mknodat", Position: 0, Added: 1),

        // glibc's own names for its functions
        .. Prefixed("__", "strdup strndup strtok_r stpcpy stpncpy mempcpy rawmemchr strcasecmp strchrnul strsep strcoll_l strxfrm_l"),
        .. Prefixed("__", "getpgid getpagesize sysconf sigaction sigsetjmp sigprocmask vfork fork wait waitpid read write open close lseek connect send"),
        .. Prefixed("__", "pthread_key_create pthread_mutex_init pthread_mutex_destroy pthread_mutex_lock pthread_mutex_trylock pthread_mutex_unlock pthread_setspecific pthread_getspecific pthread_once pthread_atfork"),
        .. Prefixed("__", "asprintf snprintf vsnprintf vfscanf vsscanf"),
        .. Prefixed("__libc_", "malloc calloc realloc free memalign valloc pvalloc fork"),
        new("__register_atfork", "pthread_atfork"),
        new("__sigsetjmp_cancel", "sigsetjmp"),
        new("__libc_system", "system"),
        new("_IO_printf", "printf"),
        new("_IO_fprintf", "fprintf"),
        new("_IO_vfprintf", "vfprintf"),
        new("_IO_puts", "puts"),
        new("_IO_feof", "feof"),
        new("_IO_ferror", "ferror"),

        // With a locale: one parameter more at the end
        .. Suffixed("_l", "isalnum isalpha isblank iscntrl isdigit isgraph islower isprint ispunct isspace isupper isxdigit tolower toupper"),
        .. Suffixed("_l", "iswalnum iswalpha iswblank iswcntrl iswdigit iswgraph iswlower iswprint iswpunct iswspace iswupper iswxdigit iswctype"),
        .. Suffixed("_l", "towlower towupper towctrans wctype wctrans strtol strtoll strtoul strtoull strtod strtof strtold"),
        .. Suffixed("_l", "wcstol wcstoll wcstoul wcstoull wcstod wcstof wcstold"),
        new("__tolower_l", "tolower"),
        new("__toupper_l", "toupper"),
        new("_tolower", "tolower"),
        new("_toupper", "toupper"),
        new("__memcmpeq", "memcmp"),
        new("utmpxname", "utmpname"),
        new("updwtmpx", "updwtmp"),
        new("pthread_mutex_consistent_np", "pthread_mutex_consistent"),
        new("wcstoq", "wcstoll"),
        new("wcstouq", "wcstoull"),
        new("strtoq", "strtoll"),
        new("strtouq", "strtoull"),

        // Compilers
        new("__builtin_memcpy_inline", "memcpy"),
        new("__builtin_memset_inline", "memset"),
        new("__builtin_char_memchr", "memchr"),
        new("_alloca", "alloca"),
        new("__alloca", "alloca"),
    ];

    private static IEnumerable<FunctionAlias> Fortified(string names, int position = 0, int added = 0) =>
        Words(names).SelectMany(name => (FunctionAlias[])
        [
            new($"__{name}_chk", name, position, added),
            new($"__{name}_chk_warn", name, position, added),
            new($"__builtin___{name}_chk", name, position, added),
        ]);

    private static IEnumerable<FunctionAlias> Prefixed(string prefix, string names) =>
        Words(names).Select(name => new FunctionAlias(prefix + name, name));

    private static IEnumerable<FunctionAlias> Suffixed(string suffix, string names) =>
        Words(names).Select(name => new FunctionAlias(name + suffix, name));

    private static string[] Words(string names) => names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
