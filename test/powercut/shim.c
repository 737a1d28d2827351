/*
 * Stands between a program and the C library (LD_PRELOAD) and sees what the program does to the files whose path
 * begins with a given prefix. It can write all of that down in one order, end the program at a numbered operation,
 * and let numbered calls fail. Knows files and folders, not what is in them. Settings: shim.ts.
 *
 * An operation is what changes a disk or makes it durable: create, write, truncate, sync, unlink, rename, link,
 * mkdir, rmdir. Operations are numbered from 1, also those that fail. What goes past the C library's calls (a shared
 * memory map, io_uring) is not seen; whoever replays a trace compares its end with the folder.
 */
#include "shim.h"

/* ---- Opening and closing ------------------------------------------------------------------------------------- */

static int open_file(int folder, const char *name, int flags, mode_t mode) {
  char path[PATH_MAX];
  enter();
  absolute(path, folder, name);
  if (marks != NULL && strcmp(path, marks) == 0) {
    int fd = REAL(open)("/dev/null", O_WRONLY | O_CLOEXEC);
    remember(fd, is_mark);
    leave();
    return fd;
  }
  int watched = begins(path, under), there = watched && faccessat(folder, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
  int creates = watched && !there && (flags & O_CREAT), empties = there && (flags & O_TRUNC);
  struct rule met = meet(OPEN, path);
  if (creates && met.error == 0) met = meet(CREATE, path);
  long op = creates || empties ? begin(path) : 0;
  int fd = -1;
  if (met.error != 0) errno = met.error;
  else fd = REAL(openat)(folder, name, flags, mode);
  remember(fd, fd >= 0 && (watched || begins(path, failing)) ? path : NULL);
  if (fd >= 0 && watched) {
    const char *kind = creates ? "create" : "open";
    if (trace >= 0) put_line("{\"op\":\"%s\",\"n\":%ld,\"fd\":%d,\"path\":\"%s\"}\n", kind, creates ? op : 0, fd, path);
    if (empties) RECORD(op, "{\"op\":\"truncate\",\"n\":%ld,\"fd\":%d,\"at\":0}\n", op, fd);
  }
  finish(op);
  leave();
  return fd;
}

#define MODE(flags) \
  mode_t mode = 0; \
  if ((flags) & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }

int open(const char *path, int flags, ...) { MODE(flags) return open_file(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags) return open_file(AT_FDCWD, path, flags, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE(flags) return open_file(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE(flags) return open_file(folder, path, flags, mode); }
int creat(const char *path, mode_t mode) { return open_file(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
int creat64(const char *path, mode_t mode) { return creat(path, mode); }

int close(int fd) {
  enter();
  if (path_of(fd) != NULL) remember(fd, NULL);
  leave();
  return REAL(close)(fd);
}

/* ---- Reading and writing ------------------------------------------------------------------------------------- */

/* `at` < 0: where the file stands, and on from there. Called with the lock. */
static ssize_t write_at(int fd, const void *bytes, size_t count, off64_t at) {
  return at < 0 ? REAL(write)(fd, bytes, count) : REAL(pwrite64)(fd, bytes, count, at);
}

static ssize_t write_bytes(int fd, const void *bytes, size_t count, off64_t at) {
  char *path = path_of(fd);
  if (path == NULL) return write_at(fd, bytes, count, at);
  enter();
  ssize_t done = count;
  if (path == is_mark) {
    if (trace >= 0) put_line("{\"op\":\"mark\",\"bytes\":%zu}\n", count), put(bytes, count);
    leave();
    return done;
  }
  struct rule met = meet(WRITE, path);
  long op = begin(path);
  if (met.half) count /= 2;
  if (met.error != 0 && !met.half) done = -1;
  else if (!met.lies) {
    done = write_at(fd, bytes, count, at);
    /* Appended or not, it stands right before where the file stands now. */
    if (done > 0) record_write(op, fd, bytes, done, at >= 0 ? at : lseek64(fd, 0, SEEK_CUR) - done);
  }
  if (met.error != 0) done = -1, errno = met.error;
  finish(op);
  leave();
  return done;
}

static ssize_t write_parts(int fd, const struct iovec *parts, int count, off64_t at) {
  size_t length = 0, filled = 0;
  for (int n = 0; n < count; n++) length += parts[n].iov_len;
  char *whole = malloc(length + 1);
  if (whole == NULL) give_up("no memory", "writev");
  for (int n = 0; n < count; filled += parts[n].iov_len, n++)
    memcpy(whole + filled, parts[n].iov_base, parts[n].iov_len);
  ssize_t done = write_bytes(fd, whole, length, at);
  int kept = errno;
  free(whole);
  errno = kept;
  return done;
}

ssize_t write(int fd, const void *bytes, size_t count) { return write_bytes(fd, bytes, count, -1); }
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) { return write_bytes(fd, bytes, count, at); }
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) { return write_bytes(fd, bytes, count, at); }

ssize_t writev(int fd, const struct iovec *parts, int count) {
  return path_of(fd) == NULL ? REAL(writev)(fd, parts, count) : write_parts(fd, parts, count, -1);
}
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t at) {
  return path_of(fd) == NULL ? REAL(pwritev64)(fd, parts, count, at) : write_parts(fd, parts, count, at);
}
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at) { return pwritev64(fd, parts, count, at); }

/* A copy inside the kernel, made visible: in pieces, through our own write. */
ssize_t sendfile64(int out, int in, off64_t *from, size_t count) {
  if (path_of(out) == NULL) return REAL(sendfile64)(out, in, from, count);
  char piece[65536];
  size_t wanted = count < sizeof piece ? count : sizeof piece;
  ssize_t got = from == NULL ? REAL(read)(in, piece, wanted) : REAL(pread64)(in, piece, wanted, *from);
  ssize_t done = got <= 0 ? got : write_bytes(out, piece, got, -1);
  if (done > 0 && from != NULL) *from += done;
  return done;
}
ssize_t sendfile(int out, int in, off_t *from, size_t count) { return sendfile64(out, in, from, count); }

ssize_t copy_file_range(int in, off64_t *from, int out, off64_t *to, size_t count, unsigned flags) {
  if (path_of(out) == NULL) return REAL(copy_file_range)(in, from, out, to, count, flags);
  /* Programs fall back to sendfile. */
  errno = ENOSYS;
  return -1;
}

/* libuv asks the kernel for copy_file_range by its number. */
long syscall(long number, ...) {
  va_list rest;
  va_start(rest, number);
  long args[6];
  for (int n = 0; n < 6; n++) args[n] = va_arg(rest, long);
  va_end(rest);
  if (number == SYS_copy_file_range && path_of(args[2]) != NULL) {
    errno = ENOSYS;
    return -1;
  }
  return REAL(syscall)(number, args[0], args[1], args[2], args[3], args[4], args[5]);
}

static ssize_t read_bytes(int fd, void *bytes, size_t count, off64_t at) {
  char *path = path_of(fd);
  if (path != NULL) {
    enter();
    struct rule met = meet(READ, path);
    leave();
    if (met.error != 0) {
      errno = met.error;
      return -1;
    }
  }
  return at < 0 ? REAL(read)(fd, bytes, count) : REAL(pread64)(fd, bytes, count, at);
}

ssize_t read(int fd, void *bytes, size_t count) { return read_bytes(fd, bytes, count, -1); }
ssize_t pread64(int fd, void *bytes, size_t count, off64_t at) { return read_bytes(fd, bytes, count, at); }
ssize_t pread(int fd, void *bytes, size_t count, off_t at) { return read_bytes(fd, bytes, count, at); }

/* ---- What makes a disk durable, and what changes it otherwise ------------------------------------------------ */

static int sync_file(int fd, int data_only) {
  char *path = path_of(fd);
  if (path == NULL || path == is_mark) return data_only ? REAL(fdatasync)(fd) : REAL(fsync)(fd);
  enter();
  struct rule met = meet(FSYNC, path);
  long op = begin(path);
  int done = 0;
  if (met.error != 0) done = -1, errno = met.error;
  else if (!met.lies) done = data_only ? REAL(fdatasync)(fd) : REAL(fsync)(fd);
  if (done == 0 && !met.lies) RECORD(op, "{\"op\":\"sync\",\"n\":%ld,\"fd\":%d}\n", op, fd);
  finish(op);
  leave();
  return done;
}

int fsync(int fd) { return sync_file(fd, 0); }
int fdatasync(int fd) { return sync_file(fd, 1); }

int ftruncate64(int fd, off64_t length) {
  char *path = path_of(fd);
  if (path == NULL || path == is_mark) return REAL(ftruncate64)(fd, length);
  enter();
  struct rule met = meet(TRUNCATE, path);
  long op = begin(path);
  int done = 0;
  if (met.error != 0) done = -1, errno = met.error;
  else if (!met.lies) done = REAL(ftruncate64)(fd, length);
  if (done == 0 && !met.lies)
    RECORD(op, "{\"op\":\"truncate\",\"n\":%ld,\"fd\":%d,\"at\":%lld}\n", op, fd, (long long)length);
  finish(op);
  leave();
  return done;
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

/* By name, so that it is seen like any other. */
int truncate64(const char *path, off64_t length) {
  int fd = open(path, O_WRONLY | O_CLOEXEC);
  if (fd < 0) return -1;
  int done = ftruncate64(fd, length), kept = errno;
  close(fd);
  errno = kept;
  return done;
}
int truncate(const char *path, off_t length) { return truncate64(path, length); }

static int remove_name(int folder, const char *name, int flags) {
  char path[PATH_MAX];
  enter();
  absolute(path, folder, name);
  struct rule met = meet(UNLINK, path);
  long op = begin(path);
  int done = met.error != 0 ? (errno = met.error, -1) : REAL(unlinkat)(folder, name, flags);
  if (done == 0)
    RECORD(op, "{\"op\":\"%s\",\"n\":%ld,\"path\":\"%s\"}\n", flags & AT_REMOVEDIR ? "rmdir" : "unlink", op, path);
  finish(op);
  leave();
  return done;
}

int unlink(const char *path) { return remove_name(AT_FDCWD, path, 0); }
int unlinkat(int folder, const char *path, int flags) { return remove_name(folder, path, flags); }
int rmdir(const char *path) { return remove_name(AT_FDCWD, path, AT_REMOVEDIR); }
int remove(const char *path) {
  struct stat found;
  if (lstat(path, &found) != 0) return -1;
  return remove_name(AT_FDCWD, path, S_ISDIR(found.st_mode) ? AT_REMOVEDIR : 0);
}

static int two_names(enum kind kind, int folder, const char *name, int folder2, const char *name2, unsigned flags) {
  char from[PATH_MAX], to[PATH_MAX];
  enter();
  absolute(from, folder, name);
  absolute(to, folder2, name2);
  const char *watched = begins(from, under) ? from : to;
  struct rule met = meet(kind, begins(from, failing) ? from : to);
  long op = begin(watched);
  int done;
  if (met.error != 0) done = -1, errno = met.error;
  else if (kind == LINK) done = REAL(linkat)(folder, name, folder2, name2, flags);
  else done = REAL(renameat2)(folder, name, folder2, name2, flags);
  if (done == 0)
    RECORD(op, "{\"op\":\"%s\",\"n\":%ld,\"path\":\"%s\",\"to\":\"%s\"}\n", kinds[kind], op, from, to);
  finish(op);
  leave();
  return done;
}

int link(const char *from, const char *to) { return two_names(LINK, AT_FDCWD, from, AT_FDCWD, to, 0); }
int linkat(int a, const char *from, int b, const char *to, int flags) { return two_names(LINK, a, from, b, to, flags); }
int rename(const char *from, const char *to) { return two_names(RENAME, AT_FDCWD, from, AT_FDCWD, to, 0); }
int renameat(int a, const char *from, int b, const char *to) { return two_names(RENAME, a, from, b, to, 0); }
int renameat2(int a, const char *from, int b, const char *to, unsigned flags) {
  return two_names(RENAME, a, from, b, to, flags);
}

int mkdirat(int folder, const char *name, mode_t mode) {
  char path[PATH_MAX];
  enter();
  absolute(path, folder, name);
  struct rule met = meet(MKDIR, path);
  long op = begin(path);
  int done = met.error != 0 ? (errno = met.error, -1) : REAL(mkdirat)(folder, name, mode);
  if (done == 0) RECORD(op, "{\"op\":\"mkdir\",\"n\":%ld,\"path\":\"%s\"}\n", op, path);
  finish(op);
  leave();
  return done;
}
int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }
