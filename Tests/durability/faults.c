/* Preloaded into a hub by the tests: what goes wrong, as a page of memory shared with them says at this moment. */
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
#include <time.h>
#include <unistd.h>

struct orders {
    int64_t seconds;   /* by which the clock is wrong */
    int32_t broken;    /* databases can't be written: EIO */
    int32_t careless;  /* a database that is opened now is written with synchronous=NORMAL */
};
static const volatile struct orders *orders;

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("TESSERA_FAULTS");
    int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0) return;
    void *page = mmap(NULL, sizeof(struct orders), PROT_READ, MAP_SHARED, file, 0);
    if (page != MAP_FAILED) orders = page;
    close(file);
}

static int fails(int file) {
    if (!orders || !orders->broken) return 0;
    char link[32], name[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, name, sizeof name - 1);
    if (length < 0) return 0;
    name[length] = 0;
    if (!strstr(name, ".sqlite")) return 0;
    errno = EIO;
    return 1;
}

#define NEXT(type, name) static type (*real)(); if (!real) real = (type (*)())dlsym(RTLD_NEXT, name)

ssize_t write(int file, const void *bytes, size_t count) {
    NEXT(ssize_t, "write");
    return fails(file) ? -1 : real(file, bytes, count);
}
ssize_t pwrite(int file, const void *bytes, size_t count, off_t place) {
    NEXT(ssize_t, "pwrite");
    return fails(file) ? -1 : real(file, bytes, count, place);
}
ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t place) {
    NEXT(ssize_t, "pwrite64");
    return fails(file) ? -1 : real(file, bytes, count, place);
}
ssize_t copy_file_range(int from, off64_t *start, int file, off64_t *place, size_t count, unsigned flags) {
    NEXT(ssize_t, "copy_file_range");
    return fails(file) ? -1 : real(from, start, file, place, count, flags);
}
ssize_t sendfile(int file, int from, off_t *start, size_t count) {
    NEXT(ssize_t, "sendfile");
    return fails(file) ? -1 : real(file, from, start, count);
}
ssize_t sendfile64(int file, int from, off64_t *start, size_t count) {
    NEXT(ssize_t, "sendfile64");
    return fails(file) ? -1 : real(file, from, start, count);
}
int fsync(int file) {
    NEXT(int, "fsync");
    return fails(file) ? -1 : real(file);
}
int fdatasync(int file) {
    NEXT(int, "fdatasync");
    return fails(file) ? -1 : real(file);
}
int ftruncate64(int file, off64_t size) {
    NEXT(int, "ftruncate64");
    return fails(file) ? -1 : real(file, size);
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    NEXT(int, "clock_gettime");
    int answer = real(clock, now);
    if (!answer && orders && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec += orders->seconds;
    return answer;
}
int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    NEXT(int, "gettimeofday");
    int answer = real(now, zone);
    if (!answer && orders) now->tv_sec += orders->seconds;
    return answer;
}
int timespec_get(struct timespec *now, int base) {
    NEXT(int, "timespec_get");
    int answer = real(now, base);
    if (answer == TIME_UTC && orders) now->tv_sec += orders->seconds;
    return answer;
}
time_t time(time_t *place) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (place) *place = now.tv_sec;
    return now.tv_sec;
}

/* What a hub would lose that asks for less than it does. */
int sqlite3_prepare_v3(void *database, const char *sql, int length, unsigned flags, void **statement, const char **rest) {
    NEXT(int, "sqlite3_prepare_v3");
    if (!orders || !orders->careless || !sql || !strstr(sql, "synchronous = FULL")) return real(database, sql, length, flags, statement, rest);
    if (rest) *rest = sql + (length < 0 ? strlen(sql) : strnlen(sql, length));
    return real(database, "PRAGMA synchronous = NORMAL", -1, flags, statement, NULL);
}
