/*
 * What shim.c is made of: its settings, which file is which, what is to go wrong, and the trace. Knows nothing of the
 * C library's functions that it is used under.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define FDS 65536
#define RULES 64
#define REAL(name) ((__typeof__(&name))real(#name))

enum kind { OPEN, CREATE, READ, WRITE, TRUNCATE, FSYNC, UNLINK, RENAME, LINK, MKDIR, KINDS };
static const char *const kinds[KINDS] = {"open",  "create", "read",   "write", "truncate",
                                         "fsync", "unlink", "rename", "link",  "mkdir"};

/* From call `from` to call `to` of a kind. */
struct rule {
  enum kind kind;
  long from, to;
  int error;
  int half;
  int lies;
  long slow_ms;
};

static struct rule rules[RULES];
static int rule_count;
static long calls[KINDS];
static const char *under, *failing, *marks;
static int trace = -1;
static long ops, kill_before, kill_after;
static char *opened[FDS]; /* path of each file that is watched; `is_mark` for the program's own lines */
static char is_mark[] = "";
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void *real(const char *name) {
  void *found = dlsym(RTLD_NEXT, name);
  if (found == NULL) abort();
  return found;
}

/* A shim that cannot do its work ends the program rather than prove nothing. */
static void give_up(const char *why, const char *what) {
  dprintf(2, "powercut shim: %s: %s\n", why, what);
  _exit(97);
}

/* ---- Settings ---------------------------------------------------------------------------------------------- */

static int error_named(const char *name) {
  static const struct { const char *name; int error; } errors[] = {
      {"EIO", EIO},       {"ENOSPC", ENOSPC}, {"EDQUOT", EDQUOT}, {"EROFS", EROFS},   {"EACCES", EACCES},
      {"EPERM", EPERM},   {"ENOENT", ENOENT}, {"EMFILE", EMFILE}, {"EINTR", EINTR},   {"EFBIG", EFBIG},
  };
  for (size_t n = 0; n < sizeof errors / sizeof *errors; n++)
    if (strcmp(errors[n].name, name) == 0) return errors[n].error;
  return 0;
}

/* `KIND#FROM[-[TO]]=WHAT`; WHAT is an error's name, `short[:ERROR]`, `slow:MS` or `lies`. */
static void read_rule(char *text) {
  char whole[256], *mark = strchr(text, '#'), *what = strchr(text, '=');
  snprintf(whole, sizeof whole, "%s", text);
  if (mark == NULL || what == NULL || what < mark || rule_count == RULES) give_up("not a rule, or too many", whole);
  *mark = *what++ = 0;
  struct rule rule = {.kind = KINDS};
  for (int kind = 0; kind < KINDS; kind++)
    if (strcmp(kinds[kind], text) == 0) rule.kind = kind;
  char *rest;
  rule.from = rule.to = strtol(mark + 1, &rest, 10);
  if (*rest == '-') rule.to = rest[1] == 0 ? LONG_MAX : strtol(rest + 1, &rest, 10);
  if (strncmp(what, "slow:", 5) == 0) rule.slow_ms = atol(what + 5);
  else if (strcmp(what, "lies") == 0) rule.lies = 1;
  else if (strncmp(what, "short", 5) == 0) {
    rule.half = 1;
    rule.error = what[5] == ':' ? error_named(what + 6) : what[5] == 0 ? EIO : 0;
  } else rule.error = error_named(what);
  if (rule.kind == KINDS || rule.from < 1 || rule.to < rule.from || (!rule.error && !rule.lies && rule.slow_ms < 1))
    give_up("not a rule", whole);
  rules[rule_count++] = rule;
}

static void read_settings(void) {
  under = getenv("IOT_UNDER");
  failing = getenv("IOT_FAIL_UNDER") ? getenv("IOT_FAIL_UNDER") : under;
  marks = getenv("IOT_MARKS");
  const char *kill_at = getenv("IOT_KILL"), *fail = getenv("IOT_FAIL"), *file = getenv("IOT_TRACE");
  if (kill_at && sscanf(kill_at, "before:%ld", &kill_before) != 1 && sscanf(kill_at, "after:%ld", &kill_after) != 1)
    give_up("not a moment to kill at", kill_at);
  if (fail) {
    char *left, *list = strdup(fail);
    for (char *one = strtok_r(list, ";", &left); one; one = strtok_r(NULL, ";", &left)) read_rule(one);
    free(list);
  }
  if (file == NULL) return;
  trace = REAL(open)(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  /* One order needs one program. */
  if (trace < 0) give_up("cannot begin a new trace (a trace holds one program)", file);
}

static void enter(void) {
  pthread_once(&once, read_settings);
  pthread_mutex_lock(&lock);
}

static void leave(void) {
  int kept = errno;
  pthread_mutex_unlock(&lock);
  errno = kept;
}

/* ---- Paths ------------------------------------------------------------------------------------------------- */

/* Absolute, without `.`, `..` and doubled slashes; symbolic links stay. */
static void absolute(char *out, int folder, const char *path) {
  char joined[2 * PATH_MAX], base[PATH_MAX] = "";
  if (path[0] != '/') {
    char self[64];
    snprintf(self, sizeof self, folder == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/%d", folder);
    ssize_t length = readlink(self, base, sizeof base - 1);
    base[length < 0 ? 0 : length] = 0;
  }
  snprintf(joined, sizeof joined, "%s/%s", base, path);
  char *left, *end = out;
  for (char *part = strtok_r(joined, "/", &left); part; part = strtok_r(NULL, "/", &left)) {
    if (strcmp(part, ".") == 0) continue;
    if (strcmp(part, "..") == 0) {
      while (end > out && *--end != '/') {}
      continue;
    }
    size_t length = strlen(part);
    if (end + length + 2 > out + PATH_MAX) give_up("path too long", path);
    *end++ = '/';
    memcpy(end, part, length);
    end += length;
  }
  *end = 0;
}

static int begins(const char *path, const char *prefix) {
  return prefix != NULL && path != NULL && strncmp(path, prefix, strlen(prefix)) == 0;
}

static char *path_of(int fd) { return fd >= 0 && fd < FDS ? opened[fd] : NULL; }

static void remember(int fd, const char *path) {
  if (fd < 0) return;
  if (fd >= FDS) give_up("too many open files", path ? path : "");
  if (opened[fd] != NULL && opened[fd] != is_mark) free(opened[fd]);
  opened[fd] = path == NULL || path == is_mark ? (char *)path : strdup(path);
}

/* ---- Trouble ----------------------------------------------------------------------------------------------- */

/* What the rules want of this call. Leaves the lock while it waits. */
static struct rule meet(enum kind kind, const char *path) {
  struct rule met = {0};
  if (!begins(path, failing)) return met;
  long call = ++calls[kind];
  for (int n = 0; n < rule_count; n++) {
    if (rules[n].kind != kind || call < rules[n].from || call > rules[n].to) continue;
    if (rules[n].slow_ms > 0) met.slow_ms = rules[n].slow_ms;
    else met.error = rules[n].error, met.half = rules[n].half, met.lies = rules[n].lies;
  }
  if (met.slow_ms > 0) {
    struct timespec wait = {met.slow_ms / 1000, met.slow_ms % 1000 * 1000000};
    pthread_mutex_unlock(&lock);
    while (nanosleep(&wait, &wait) != 0 && errno == EINTR) {}
    pthread_mutex_lock(&lock);
  }
  return met;
}

static void die(void) {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

/* Numbers an operation; 0 for what is not watched. */
static long begin(const char *path) {
  if (!begins(path, under)) return 0;
  if (++ops == kill_before) die();
  return ops;
}

static void finish(long op) {
  if (op > 0 && op == kill_after) die();
}

/* ---- The trace: one line of JSON for each operation, then its bytes ------------------------------------------ */

static void put(const void *bytes, size_t count) {
  for (const char *at = bytes; count > 0;) {
    ssize_t done = REAL(write)(trace, at, count);
    if (done <= 0) give_up("cannot write the trace", strerror(errno));
    at += done;
    count -= done;
  }
}

static void put_line(const char *format, ...) {
  char line[3 * PATH_MAX];
  va_list rest;
  va_start(rest, format);
  int length = vsnprintf(line, sizeof line, format, rest);
  va_end(rest);
  if (length >= (int)sizeof line || strchr(line, '\\') != NULL) give_up("cannot write this into a trace", line);
  put(line, length);
}

#define RECORD(op, ...) do { if (trace >= 0 && (op) > 0) { int kept = errno; put_line(__VA_ARGS__); errno = kept; } } while (0)

static void record_write(long op, int fd, const void *bytes, long count, long long at) {
  if (trace < 0 || op == 0 || count <= 0) return;
  int kept = errno;
  put_line("{\"op\":\"write\",\"n\":%ld,\"fd\":%d,\"at\":%lld,\"bytes\":%ld}\n", op, fd, at, count);
  put(bytes, count);
  errno = kept;
}
