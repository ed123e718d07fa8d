/*
 * A disk that can be slow, fail, and lose its power (LD_PRELOAD). Of the databases in the directory CANDOR_DISK it keeps in
 * CANDOR_DISK_KEPT what a power failure would leave: what was written before an fsync(2) that succeeded. What was written before one
 * that failed never gets there unless it is written again: a system may take it for written.
 * CANDOR_DISK_CONTROL is a file of five int32: the milliseconds of a sync, the errno of syncs and how many of them fail, and the
 * same two of writes. Less than none: all of them.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { SYNC_MS, SYNC_ERRNO, SYNC_TIMES, WRITE_ERRNO, WRITE_TIMES, FIELDS };
enum { FILES = 16 };

typedef struct {
  off_t from;
  size_t length;
  int is_cut; /* The file ends at `from`. */
  char *bytes;
} Change;

typedef struct {
  char name[256];
  pthread_mutex_t syncing;
  Change *changes;
  int count, room;
} File;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static File files[FILES];
static _Atomic int *control;
static const char *directory, *kept;
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_ftruncate)(int, off_t);
static int (*real_fdatasync)(int);
static int (*real_unlink)(const char *);

__attribute__((constructor)) static void begin(void) {
  real_write = dlsym(RTLD_NEXT, "write");
  real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
  real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  real_unlink = dlsym(RTLD_NEXT, "unlink");
  const char *path = getenv("CANDOR_DISK_CONTROL");
  directory = getenv("CANDOR_DISK");
  kept = getenv("CANDOR_DISK_KEPT");
  int fd = path == NULL || directory == NULL || kept == NULL ? -1 : open(path, O_RDWR);
  if (fd < 0) return;
  void *map = mmap(NULL, FIELDS * sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  if (map != MAP_FAILED) control = map;
}

/* The name of a database or its log on this disk. */
static const char *name_of(const char *path) {
  if (control == NULL) return NULL;
  size_t start = strlen(directory);
  if (strncmp(path, directory, start) != 0 || path[start] != '/') return NULL;
  const char *name = path + start + 1;
  const char *end = strstr(name, ".sqlite");
  if (end == NULL || strchr(name, '/') != NULL || strlen(name) >= sizeof files[0].name) return NULL;
  return strcmp(end, ".sqlite") == 0 || strcmp(end, ".sqlite-wal") == 0 ? name : NULL;
}

static File *file_of(int fd) {
  char link[64], path[4096];
  if (control == NULL) return NULL;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return NULL;
  path[length] = 0;
  const char *name = name_of(path);
  if (name == NULL) return NULL;
  pthread_mutex_lock(&lock);
  File *file = files;
  while (file->name[0] != 0 && strcmp(file->name, name) != 0 && file < files + FILES - 1) file++;
  if (file->name[0] == 0) {
    strcpy(file->name, name);
    pthread_mutex_init(&file->syncing, NULL);
  }
  pthread_mutex_unlock(&lock);
  return file;
}

/* The errno with which this one is to fail, or 0. */
static int failure(int error, int times) {
  int left = atomic_load(&control[times]);
  while (left != 0)
    if (left < 0 || atomic_compare_exchange_weak(&control[times], &left, left - 1)) return atomic_load(&control[error]);
  return 0;
}

static void remember(File *file, Change change) {
  pthread_mutex_lock(&lock);
  if (file->count == file->room) {
    file->room = file->room * 2 + 64;
    file->changes = realloc(file->changes, file->room * sizeof(Change));
  }
  file->changes[file->count++] = change;
  pthread_mutex_unlock(&lock);
}

static ssize_t written(File *file, int fd, const void *bytes, size_t length, off_t from) {
  int error = failure(WRITE_ERRNO, WRITE_TIMES);
  if (error != 0) return errno = error, -1;
  ssize_t done = real_pwrite(fd, bytes, length, from);
  if (done > 0) remember(file, (Change){.from = from, .length = done});
  return done;
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t from) {
  File *file = file_of(fd);
  return file == NULL ? real_pwrite(fd, bytes, length, from) : written(file, fd, bytes, length, from);
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t from) { return pwrite64(fd, bytes, length, from); }

ssize_t write(int fd, const void *bytes, size_t length) {
  File *file = file_of(fd);
  if (file == NULL) return real_write(fd, bytes, length);
  ssize_t done = written(file, fd, bytes, length, lseek(fd, 0, SEEK_CUR));
  if (done > 0) lseek(fd, done, SEEK_CUR);
  return done;
}

int ftruncate64(int fd, off64_t length) {
  File *file = file_of(fd);
  int result = real_ftruncate(fd, length);
  if (file != NULL && result == 0) remember(file, (Change){.from = length, .is_cut = 1});
  return result;
}

int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

/* Of a log that a closed database no longer needs. */
int unlink(const char *path) {
  const char *name = name_of(path);
  char copy[4400];
  if (name != NULL && snprintf(copy, sizeof copy, "%s/%s", kept, name) > 0) real_unlink(copy);
  return real_unlink(path);
}

static void keep(File *file, const Change *changes, int count) {
  char path[4400];
  snprintf(path, sizeof path, "%s/%s", kept, file->name);
  int copy = open(path, O_RDWR | O_CREAT, 0600);
  for (int i = 0; i < count; i++) {
    ssize_t done = 0;
    if (changes[i].is_cut) done = real_ftruncate(copy, changes[i].from);
    else if (changes[i].length > 0) done = real_pwrite(copy, changes[i].bytes, changes[i].length, changes[i].from);
    if (done < 0) abort();
  }
  close(copy);
}

int fdatasync(int fd) {
  File *file = file_of(fd);
  if (file == NULL) return real_fdatasync(fd);
  pthread_mutex_lock(&file->syncing);
  /* What is written from here on is of the next sync. */
  pthread_mutex_lock(&lock);
  Change *changes = file->changes;
  int count = file->count;
  file->changes = NULL;
  file->count = file->room = 0;
  for (int i = 0; i < count; i++) {
    if (changes[i].is_cut) continue;
    changes[i].bytes = malloc(changes[i].length);
    ssize_t got = pread(fd, changes[i].bytes, changes[i].length, changes[i].from);
    changes[i].length = got < 0 ? 0 : got;
  }
  pthread_mutex_unlock(&lock);
  usleep(atomic_load(&control[SYNC_MS]) * 1000);
  int error = failure(SYNC_ERRNO, SYNC_TIMES);
  if (error == 0) keep(file, changes, count);
  for (int i = 0; i < count; i++) free(changes[i].bytes);
  free(changes);
  pthread_mutex_unlock(&file->syncing);
  return error == 0 ? 0 : (errno = error, -1);
}

int fsync(int fd) { return fdatasync(fd); }
