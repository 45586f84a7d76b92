/* Put before libc (LD_PRELOAD) by a test: keeps, beside one folder, what of it would be left if the power went now. A file keeps the content of its last sync, a folder the entries of its last
   sync, and nothing else stays. POWER_FOLDER: the folder, absolute. POWER_SYNCED: where it is kept, on the same file system:
     files/INODE     a file's content as of its last sync
     folders/INODE   a folder's entries as of its last sync: a line "INODE f|d NAME" for each
     gone/INODE      what was deleted or overwritten, so that no number is given twice
     begun           what was there at the start is kept
     refuse-file     the next sync of a file in segments/ is refused, once
     refuse-folder   the next sync of segments/ itself is
   POWER_LASTS: how many syncs, renames and deletions below the folder are done before the program dies in the next; for ever without.
   Syncs below the folder do no more than this; the real disk has nothing to do with it. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

static const char *folder, *synced;
static size_t folder_length;
static long lasts = -1;
static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

/* The number by which a file or folder is kept; 0: there is none. Also called by the test. */
unsigned long number_of(const char *path)
{
    struct stat is;
    return lstat(path, &is) == 0 ? is.st_ino : 0;
}

static int is_below(const char *path)
{
    return folder_length && strncmp(path, folder, folder_length) == 0 && (path[folder_length] == 0 || path[folder_length] == '/');
}

static char *place(char *path, const char *what, unsigned long number)
{
    sprintf(path, "%s/%s/%lu", synced, what, number);
    return path;
}

static int moved(const char *from, const char *to)
{
    REAL(rename);
    return real(from, to);
}

static void fail(const char *what)
{
    fprintf(stderr, "PowerLoss: %s: %s\n", what, strerror(errno));
    abort();
}

static void keep_file(int from, unsigned long number)
{
    static char bytes[1 << 20];
    char whole[4096], kept[4096];
    snprintf(whole, sizeof whole, "%s/files/new", synced);
    int to = open(whole, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (to < 0) fail(whole);
    off_t at = 0;
    for (ssize_t count; (count = pread(from, bytes, sizeof bytes, at)) != 0; at += count)
        if (count < 0 || write(to, bytes, count) != count) fail(whole);
    close(to);
    if (moved(whole, place(kept, "files", number)) != 0) fail(kept);
}

static void keep_entries(const char *path, unsigned long number)
{
    char whole[4096], kept[4096], child[8192];
    snprintf(whole, sizeof whole, "%s/folders/new", synced);
    FILE *to = fopen(whole, "we");
    DIR *from = opendir(path);
    if (!to || !from) fail(path);
    for (struct dirent *entry; (entry = readdir(from));)
    {
        struct stat is;
        snprintf(child, sizeof child, "%s/%s", path, entry->d_name);
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 || lstat(child, &is) != 0) continue;
        fprintf(to, "%lu %c %s\n", (unsigned long)is.st_ino, S_ISDIR(is.st_mode) ? 'd' : 'f', entry->d_name);
    }
    closedir(from);
    if (fclose(to) != 0) fail(whole);
    if (moved(whole, place(kept, "folders", number)) != 0) fail(kept);
}

/* What is there at the start has been there for long. */
static void keep_all(const char *path)
{
    char child[8192];
    DIR *from = opendir(path);
    if (!from) fail(path);
    for (struct dirent *entry; (entry = readdir(from));)
    {
        struct stat is;
        snprintf(child, sizeof child, "%s/%s", path, entry->d_name);
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 || lstat(child, &is) != 0) continue;
        if (S_ISDIR(is.st_mode)) keep_all(child);
        int file = S_ISREG(is.st_mode) ? open(child, O_RDONLY | O_CLOEXEC) : -1;
        if (file >= 0) keep_file(file, is.st_ino);
        if (file >= 0) close(file);
    }
    closedir(from);
    keep_entries(path, number_of(path));
}

__attribute__((constructor)) static void begin(void)
{
    char begun[4096];
    const char *path = getenv("POWER_FOLDER");
    synced = getenv("POWER_SYNCED");
    if (!path || !synced) return;
    snprintf(begun, sizeof begun, "%s/begun", synced);
    folder = path;
    if (access(begun, F_OK) != 0)
    {
        keep_all(path);
        close(open(begun, O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    }
    folder_length = strlen(path);
    if (getenv("POWER_LASTS")) lasts = atol(getenv("POWER_LASTS"));
}

static void one_more(void)
{
    if (lasts >= 0 && __atomic_fetch_sub(&lasts, 1, __ATOMIC_SEQ_CST) == 0) kill(getpid(), SIGKILL);
}

/* Whether this sync is to fail. */
static int is_refused(const char *path, int is_folder)
{
    char asked[4096];
    snprintf(asked, sizeof asked, "%s/refuse-%s", synced, is_folder ? "folder" : "file");
    const char *name = strstr(path, is_folder ? "/segments" : "/segments/");
    return name && (!is_folder || strcmp(name, "/segments") == 0) && access(asked, F_OK) == 0 && remove(asked) == 0;
}

/* Keeps what a sync of this file or folder is about; 0: it is not below the folder, -1: it is refused. */
static int keep(int file)
{
    char link[64], path[4096];
    struct stat is;
    if (!folder_length || fstat(file, &is) != 0) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    int is_gone = strncmp(path, synced, strlen(synced)) == 0;
    if (!is_gone && !is_below(path)) return 0;
    if (!S_ISREG(is.st_mode) && (is_gone || !S_ISDIR(is.st_mode))) return 1;
    one_more();
    if (is_refused(path, S_ISDIR(is.st_mode)))
    {
        errno = EROFS; /* as a file system says that has given up */
        return -1;
    }
    pthread_mutex_lock(&one_at_a_time);
    if (S_ISDIR(is.st_mode))
    {
        keep_entries(path, is.st_ino);
    }
    else
    {
        /* One that may be read is used as it is: to close another would end the locks that the process has on the file. */
        int is_for_writing_only = (fcntl(file, F_GETFL) & O_ACCMODE) == O_WRONLY;
        int from = is_for_writing_only ? open(link, O_RDONLY | O_CLOEXEC) : file;
        if (from < 0) fail(path);
        keep_file(from, is.st_ino);
        if (is_for_writing_only) close(from);
    }
    pthread_mutex_unlock(&one_at_a_time);
    return 1;
}

int fsync(int file) { REAL(fsync); int kept = keep(file); return kept ? (kept < 0 ? -1 : 0) : real(file); }
int fdatasync(int file) { REAL(fdatasync); int kept = keep(file); return kept ? (kept < 0 ? -1 : 0) : real(file); }

/* Whoever asks libc by name, as .NET does for a DllImport, would pass this library by. */
void *dlsym(void *restrict library, const char *restrict name)
{
    static __typeof__(&dlsym) real;
    const char *versions[] = { "GLIBC_2.34", "GLIBC_2.17", "GLIBC_2.2.5" };
    for (int i = 0; !real && i < 3; i++) real = (__typeof__(&dlsym))dlvsym(RTLD_NEXT, "dlsym", versions[i]);
    if (library != RTLD_NEXT && strcmp(name, "fsync") == 0) return (void *)fsync;
    return real(library, name);
}

int rename(const char *from, const char *to)
{
    REAL(rename);
    char gone[4096];
    struct stat is;
    if (folder_length && is_below(from)) one_more();
    if (folder_length && is_below(to) && lstat(to, &is) == 0 && S_ISREG(is.st_mode)) link(to, place(gone, "gone", is.st_ino));
    return real(from, to);
}

int unlink(const char *path)
{
    REAL(unlink);
    char gone[4096];
    struct stat is;
    if (folder_length && is_below(path)) one_more();
    if (folder_length && is_below(path) && lstat(path, &is) == 0 && S_ISREG(is.st_mode)) link(path, place(gone, "gone", is.st_ino));
    return real(path);
}

int rmdir(const char *path)
{
    REAL(rmdir);
    char gone[4096];
    struct stat is;
    if (!folder_length || !is_below(path) || lstat(path, &is) != 0 || !S_ISDIR(is.st_mode)) return real(path);
    one_more();
    DIR *entries = opendir(path);
    int count = 0;
    while (entries && readdir(entries)) count++;
    if (entries) closedir(entries);
    if (count != 2) return real(path); /* not empty: refused */
    return moved(path, place(gone, "gone", is.st_ino));
}
