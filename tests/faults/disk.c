/* A disk that fails, for one program: loaded before libc (LD_PRELOAD), it stands between SQLite and the files whose
 * path begins with FAULT_PREFIX (the wal-index, "-shm", is left alone: SQLite makes it anew after a crash).
 *
 * FAULT_MODE=count   writes the number of writes to the file FAULT_REPORT at the end
 *           =full    from write FAULT_AT on half a write is done and the rest refused: no space left on the device
 *           =torn    write FAULT_AT is done in part, then the program is gone
 *           =cut     the power fails at write FAULT_AT: of what was written since the last fsync of each file a part
 *                    chosen by FAULT_SEED is on the disk, in no order, the rest is as it was; the program is gone
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef ssize_t (*pwrite_t)(int, const void *, size_t, off_t);
typedef ssize_t (*write_t)(int, const void *, size_t);
typedef int (*truncate_t)(int, off_t);
typedef int (*sync_t_)(int);

struct change { /* one write or cut of a file since its last fsync, with what stood there before */
    char path[512];
    off_t at, size_before, size_after;
    size_t length, length_before;
    char *before, *after;
    struct change *next;
};

static struct change *changes;
static long written;
static int gone;

static const char *setting(const char *name) { const char *told = getenv(name); return told ? told : ""; }
static long number(const char *name) { return atol(setting(name)); }
static int mode(const char *name) { return strcmp(setting("FAULT_MODE"), name) == 0; }
static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

static int ours(int fd, char *path, size_t size) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, size - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    const char *prefix = setting("FAULT_PREFIX");
    if (!*prefix || strncmp(path, prefix, strlen(prefix)) != 0) return 0;
    return !(length > 4 && strcmp(path + length - 4, "-shm") == 0);
}

static void remember(int fd, const char *path, const void *data, size_t length, off_t at, off_t size_after) {
    struct stat told;
    struct change *made = calloc(1, sizeof *made);
    fstat(fd, &told);
    snprintf(made->path, sizeof made->path, "%s", path);
    made->at = at;
    made->length = length;
    made->size_before = told.st_size;
    made->size_after = size_after >= 0 ? size_after : (at + (off_t)length > told.st_size ? at + (off_t)length : told.st_size);
    if (size_after >= 0) { made->at = size_after < told.st_size ? size_after : told.st_size; length = told.st_size - made->at; }
    made->before = malloc(length + 1);
    ssize_t got = pread(fd, made->before, length, made->at); /* no descriptor of its own: closing it would drop locks */
    made->length_before = got > 0 ? (size_t)got : 0;
    if (data) { made->after = malloc(made->length + 1); memcpy(made->after, data, made->length); }
    made->next = changes; /* newest first */
    changes = made;
}

static void forget(const char *path) {
    for (struct change **at = &changes; *at;) {
        struct change *one = *at;
        if (strcmp(one->path, path) == 0) { *at = one->next; free(one->before); free(one->after); free(one); }
        else at = &one->next;
    }
}

static void cut_power(void) {
    srandom((unsigned)number("FAULT_SEED"));
    pwrite_t put = (pwrite_t)real("pwrite64");
    truncate_t trim = (truncate_t)real("ftruncate64");
    struct change *oldest_first = NULL, *next;
    for (struct change *one = changes; one; one = next) { /* newest first: take every one back */
        next = one->next;
        int fd = open(one->path, O_RDWR);
        if (fd >= 0) {
            trim(fd, one->size_before);
            if (one->length_before) put(fd, one->before, one->length_before, one->at);
        }
        one->next = oldest_first;
        oldest_first = one;
    }
    for (struct change *one = oldest_first; one; one = one->next) { /* then let some of them have reached the disk */
        if (random() % 2) continue;
        int fd = open(one->path, O_RDWR);
        if (fd < 0) continue;
        if (one->after) {
            size_t part = random() % 4 ? one->length : (size_t)(random() % 8) * one->length / 8;
            put(fd, one->after, part, one->at);
        } else trim(fd, one->size_after);
    }
    _exit(137);
}

/* What to do with a write: how many bytes may be written, or -1 to refuse, -2 to end after writing `part` bytes. */
static int stands(size_t length, size_t *part) {
    long at = number("FAULT_AT");
    written++;
    *part = length;
    if (mode("full") && written >= at) { *part = written == at ? length / 2 : 0; return -1; }
    if (mode("torn") && written == at) { srandom((unsigned)number("FAULT_SEED")); *part = random() % (length + 1); return -2; }
    return 0;
}

static ssize_t guarded(int fd, const void *data, size_t length, off_t at) {
    static pwrite_t put;
    char path[512];
    size_t part;
    if (!put) put = (pwrite_t)real("pwrite64");
    if (gone || !ours(fd, path, sizeof path)) return put(fd, data, length, at);
    if (mode("cut")) {
        if (++written == number("FAULT_AT")) { gone = 1; cut_power(); }
        remember(fd, path, data, length, at, -1);
        return put(fd, data, length, at);
    }
    int told = stands(length, &part);
    if (told == -2) { put(fd, data, part, at); _exit(137); }
    if (told == -1) {
        if (part) return put(fd, data, part, at); /* a short write; the next is refused */
        errno = ENOSPC;
        return -1;
    }
    return put(fd, data, length, at);
}

ssize_t pwrite64(int fd, const void *data, size_t length, off_t at) { return guarded(fd, data, length, at); }
ssize_t pwrite(int fd, const void *data, size_t length, off_t at) { return guarded(fd, data, length, at); }

ssize_t write(int fd, const void *data, size_t length) {
    static write_t put;
    char path[512];
    if (!put) put = (write_t)real("write");
    if (gone || !ours(fd, path, sizeof path)) return put(fd, data, length);
    off_t at = lseek(fd, 0, SEEK_CUR);
    ssize_t done = guarded(fd, data, length, at);
    if (done > 0) lseek(fd, at + done, SEEK_SET);
    return done;
}

static int trimmed(int fd, off_t size) {
    static truncate_t trim;
    char path[512];
    if (!trim) trim = (truncate_t)real("ftruncate64");
    if (!gone && mode("cut") && ours(fd, path, sizeof path)) {
        if (++written == number("FAULT_AT")) { gone = 1; cut_power(); }
        remember(fd, path, NULL, 0, 0, size);
    }
    return trim(fd, size);
}

int ftruncate64(int fd, off_t size) { return trimmed(fd, size); }
int ftruncate(int fd, off_t size) { return trimmed(fd, size); }

static int flushed(int fd, const char *name) {
    char path[512];
    if (!gone && mode("cut") && ours(fd, path, sizeof path)) forget(path);
    return ((sync_t_)real(name))(fd);
}

int fsync(int fd) { return flushed(fd, "fsync"); }
int fdatasync(int fd) { return flushed(fd, "fdatasync"); }

__attribute__((destructor)) static void report(void) {
    const char *file = setting("FAULT_REPORT");
    if (!*file || !mode("count")) return;
    FILE *out = fopen(file, "w");
    if (out) { fprintf(out, "%ld\n", written); fclose(out); }
}
