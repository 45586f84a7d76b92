/* Put before libc (LD_PRELOAD) by a test: moves the clock on the wall, and makes writes below one folder slow, or refuses them. What it does stands in a file of four 64-bit numbers,
   TAMPERING_CONTROL, that the test writes to while the program runs: seconds to add to the clock, milliseconds that a write takes, the error that a write ends with (0: none), how the program
   dies in a write (0: not, 1: it aborts, 2: a segmentation fault). TAMPERING_FOLDER: the folder. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static volatile int64_t *control;
static const char *folder;
static size_t folder_length;

__attribute__((constructor)) static void begin(void)
{
    const char *path = getenv("TAMPERING_CONTROL");
    folder = getenv("TAMPERING_FOLDER");
    folder_length = folder ? strlen(folder) : 0;
    int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0) return;
    void *mapped = mmap(NULL, 4 * sizeof(int64_t), PROT_READ, MAP_SHARED, file, 0);
    close(file);
    if (mapped != MAP_FAILED) control = mapped;
}

/* The error of a write to this file, after the time that it takes; 0: it may be done. */
static int tampered(int file)
{
    if (!control || !folder_length || (control[1] == 0 && control[2] == 0 && control[3] == 0)) return 0;
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < (ssize_t)folder_length || memcmp(path, folder, folder_length) != 0) return 0;
    if (control[3] == 1) abort();
    if (control[3] == 2) *(volatile int *)8 = 0;
    int64_t milliseconds = control[1];
    struct timespec left = { milliseconds / 1000, milliseconds % 1000 * 1000000 };
    while (milliseconds > 0 && nanosleep(&left, &left) != 0 && errno == EINTR) { }
    return (int)control[2];
}

#define TAMPERED(file) do { int error = tampered(file); if (error) { errno = error; return -1; } } while (0)
#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

ssize_t write(int file, const void *bytes, size_t count) { REAL(write); TAMPERED(file); return real(file, bytes, count); }
ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) { REAL(pwrite); TAMPERED(file); return real(file, bytes, count, at); }
ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) { REAL(pwrite64); TAMPERED(file); return real(file, bytes, count, at); }
ssize_t writev(int file, const struct iovec *parts, int count) { REAL(writev); TAMPERED(file); return real(file, parts, count); }
ssize_t pwritev(int file, const struct iovec *parts, int count, off_t at) { REAL(pwritev); TAMPERED(file); return real(file, parts, count, at); }
ssize_t pwritev64(int file, const struct iovec *parts, int count, off64_t at) { REAL(pwritev64); TAMPERED(file); return real(file, parts, count, at); }
int fsync(int file) { REAL(fsync); TAMPERED(file); return real(file); }
int fdatasync(int file) { REAL(fdatasync); TAMPERED(file); return real(file); }

int clock_gettime(clockid_t clock, struct timespec *now)
{
    REAL(clock_gettime);
    int result = real(clock, now);
    if (result == 0 && control && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec += control[0];
    return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
    REAL(gettimeofday);
    int result = real(now, zone);
    if (result == 0 && control) now->tv_sec += control[0];
    return result;
}

time_t time(time_t *now)
{
    struct timespec precise;
    clock_gettime(CLOCK_REALTIME, &precise);
    if (now) *now = precise.tv_sec;
    return precise.tv_sec;
}
