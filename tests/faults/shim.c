/* Lets one call to the disk fail, stop half-way or kill the process, for paths below one folder. Loaded by LD_PRELOAD.
 *
 * FAULT_BELOW   the folder
 * FAULT_AT      which call fails, counted from 1 over all calls here; none by default
 * FAULT_KIND    an errno by number: that error | "half": half of the bytes, and the next call fails with EIO |
 *               "short": half of the bytes, and no error | "die": half of the bytes, or nothing, and the process ends |
 *               "after": the call as it should be, and the process ends
 * FAULT_LASTING with an errno: every call after it fails too
 * FAULT_LOG     a file outside the folder that gets a line for each call
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define HANDLES 4096
#define DEAD 137
#define REAL(name) static __typeof__(name) *real; if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

enum outcome { GO_ON, FAIL, HALF, DIE_HALF, DIE_AFTER };

static char below[HANDLES];
static int count;
static int failing_next;

static int is_below(const char *path) {
    const char *folder = getenv("FAULT_BELOW");
    size_t length = folder ? strlen(folder) : 0;
    return length && path && !strncmp(path, folder, length) && (path[length] == '/' || !path[length]);
}

static int known(int handle) { return handle >= 0 && handle < HANDLES && below[handle]; }

static void note(const char *call, const char *path) {
    const char *log = getenv("FAULT_LOG");
    if (!log) return;
    FILE *out = fopen(log, "ae");
    if (!out) return;
    fprintf(out, "%d %s %s\n", count, call, path);
    fclose(out);
}

/* Decides about one call; sets errno where it fails. */
static enum outcome decide(const char *call, const char *path) {
    const char *at = getenv("FAULT_AT"), *kind = getenv("FAULT_KIND");
    count++;
    note(call, path);
    if (failing_next) {
        failing_next = 0;
        errno = EIO;
        return FAIL;
    }
    if (!at || !kind || count < atoi(at)) return GO_ON;
    if (atoi(kind)) {
        if (count > atoi(at) && !getenv("FAULT_LASTING")) return GO_ON;
        errno = atoi(kind);
        return FAIL;
    }
    if (count > atoi(at)) return GO_ON;
    if (!strcmp(kind, "die")) return DIE_HALF;
    if (!strcmp(kind, "after")) return DIE_AFTER;
    if (!strcmp(kind, "half")) failing_next = 1;
    return HALF;
}

/* A call that has no half: it is done or not. */
#define WHOLE(call, path, failed, doing)                      \
    switch (decide(call, path)) {                             \
    case FAIL: return failed;                                 \
    case DIE_HALF: _exit(DEAD);                               \
    case DIE_AFTER: (void)(doing); _exit(DEAD);               \
    default: return doing;                                    \
    }

#define HANDLE_PATH "(handle)"

static int opened(int handle) {
    if (handle >= 0 && handle < HANDLES) below[handle] = 1;
    return handle;
}

#define MODE_OF(flags, mode)                                  \
    mode_t mode = 0;                                          \
    if ((flags) & (O_CREAT | O_TMPFILE)) {                    \
        va_list rest;                                         \
        va_start(rest, flags);                                \
        mode = va_arg(rest, mode_t);                          \
        va_end(rest);                                         \
    }

int open(const char *path, int flags, ...) {
    REAL(open);
    MODE_OF(flags, mode)
    if (!is_below(path)) return real(path, flags, mode);
    WHOLE("open", path, -1, opened(real(path, flags, mode)))
}

int open64(const char *path, int flags, ...) {
    REAL(open64);
    MODE_OF(flags, mode)
    if (!is_below(path)) return real(path, flags, mode);
    WHOLE("open", path, -1, opened(real(path, flags, mode)))
}

DIR *opendir(const char *path) {
    REAL(opendir);
    if (!is_below(path)) return real(path);
    WHOLE("opendir", path, NULL, real(path))
}

int mkdir(const char *path, mode_t mode) {
    REAL(mkdir);
    if (!is_below(path)) return real(path, mode);
    WHOLE("mkdir", path, -1, real(path, mode))
}

int rename(const char *from, const char *to) {
    REAL(rename);
    if (!is_below(from) && !is_below(to)) return real(from, to);
    WHOLE("rename", to, -1, real(from, to))
}

int unlink(const char *path) {
    REAL(unlink);
    if (!is_below(path)) return real(path);
    WHOLE("unlink", path, -1, real(path))
}

int fsync(int handle) {
    REAL(fsync);
    if (!known(handle)) return real(handle);
    WHOLE("fsync", HANDLE_PATH, -1, real(handle))
}

int fdatasync(int handle) {
    REAL(fdatasync);
    if (!known(handle)) return real(handle);
    WHOLE("fdatasync", HANDLE_PATH, -1, real(handle))
}

int close(int handle) {
    REAL(close);
    if (!known(handle)) return real(handle);
    below[handle] = 0;
    switch (decide("close", HANDLE_PATH)) {
    case FAIL: {
        int error = errno;
        real(handle); /* a close that fails closes all the same */
        errno = error;
        return -1;
    }
    case DIE_HALF: _exit(DEAD);
    case DIE_AFTER: real(handle); _exit(DEAD);
    default: return real(handle);
    }
}

ssize_t read(int handle, void *bytes, size_t length) {
    REAL(read);
    if (!known(handle)) return real(handle, bytes, length);
    WHOLE("read", HANDLE_PATH, -1, real(handle, bytes, length))
}

ssize_t write(int handle, const void *bytes, size_t length) {
    REAL(write);
    if (!known(handle)) return real(handle, bytes, length);
    switch (decide("write", HANDLE_PATH)) {
    case FAIL: return -1;
    case HALF: return real(handle, bytes, length / 2 ? length / 2 : length);
    case DIE_HALF: (void)!real(handle, bytes, length / 2); _exit(DEAD);
    case DIE_AFTER: (void)!real(handle, bytes, length); _exit(DEAD);
    default: return real(handle, bytes, length);
    }
}
