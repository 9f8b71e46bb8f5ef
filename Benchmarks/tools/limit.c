// What this machine can do at best: processes started and waited for by a plain C program.
//
//   limit spawn COUNT SLOTS              posix_spawn and waitpid of /bin/true, SLOTS in flight
//   limit filessync COUNT SLOTS FOLDER   the same, each with a folder of its own, its standard output and
//                                        error in files there, and an exit record that is synced with its folder
//   limit each COUNT PROGRAM ARGUMENT... runs the program COUNT times, one after another, its output thrown
//                                        away; prints the median wall time in microseconds
#define _GNU_SOURCE 1
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

struct slot {
  pid_t process;
  long job;
};

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static int create(const char *folder, long job, const char *name) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%ld/%s", folder, job, name);
  int descriptor = open(path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0644);
  if (descriptor < 0) fail(path);
  return descriptor;
}

static pid_t start(const char *folder, long job) {
  char *arguments[] = {"true", NULL};
  posix_spawn_file_actions_t actions;
  int output = -1, error = -1;
  posix_spawn_file_actions_init(&actions);
  if (folder) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%ld", folder, job);
    if (mkdir(path, 0755) != 0) fail(path);
    output = create(folder, job, "stdout");
    error = create(folder, job, "stderr");
    posix_spawn_file_actions_adddup2(&actions, output, 1);
    posix_spawn_file_actions_adddup2(&actions, error, 2);
  }
  pid_t process;
  errno = posix_spawn(&process, "/bin/true", folder ? &actions : NULL, NULL, arguments, environ);
  if (errno != 0) fail("posix_spawn");
  posix_spawn_file_actions_destroy(&actions);
  if (output >= 0) close(output);
  if (error >= 0) close(error);
  return process;
}

static void record(const char *folder, long job, int status) {
  char path[4096], text[16];
  int descriptor = create(folder, job, "exit");
  int length = snprintf(text, sizeof text, "%d\n", WIFEXITED(status) ? WEXITSTATUS(status) : -1);
  if (write(descriptor, text, length) != length || fsync(descriptor) != 0) fail("exit record");
  close(descriptor);
  snprintf(path, sizeof path, "%s/%ld", folder, job);
  descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0 || fsync(descriptor) != 0) fail(path);
  close(descriptor);
}

static void run_batch(long count, int slots, const char *folder) {
  struct slot *table = calloc(slots, sizeof *table);
  long started = 0, ended = 0;
  while (ended < count) {
    for (int i = 0; i < slots && started < count; i++)
      if (table[i].process == 0) {
        table[i].process = start(folder, started);
        table[i].job = started++;
      }
    int status;
    pid_t process = waitpid(-1, &status, 0);
    if (process < 0) fail("waitpid");
    for (int i = 0; i < slots; i++)
      if (table[i].process == process) {
        if (folder) record(folder, table[i].job, status);
        table[i].process = 0;
        ended++;
      }
  }
  free(table);
}

static double microseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1e6 + now.tv_nsec / 1e3;
}

static int ascending(const void *a, const void *b) {
  double difference = *(const double *)a - *(const double *)b;
  return (difference > 0) - (difference < 0);
}

static void run_each(long count, char **arguments) {
  double *times = calloc(count, sizeof *times);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  for (long i = 0; i < count; i++) {
    double before = microseconds();
    pid_t process;
    int status;
    errno = posix_spawnp(&process, arguments[0], &actions, NULL, arguments, environ);
    if (errno != 0 || waitpid(process, &status, 0) < 0) fail(arguments[0]);
    times[i] = microseconds() - before;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
      fprintf(stderr, "%s failed\n", arguments[0]);
      exit(1);
    }
  }
  qsort(times, count, sizeof *times, ascending);
  printf("%.1f\n", times[count / 2]);
}

int main(int count, char **words) {
  if (count >= 4 && strcmp(words[1], "spawn") == 0)
    run_batch(atol(words[2]), atoi(words[3]), NULL);
  else if (count >= 5 && strcmp(words[1], "filessync") == 0)
    run_batch(atol(words[2]), atoi(words[3]), words[4]);
  else if (count >= 4 && strcmp(words[1], "each") == 0)
    run_each(atol(words[2]), words + 3);
  else {
    fprintf(stderr, "usage: limit spawn|filessync COUNT SLOTS [FOLDER] | limit each COUNT PROGRAM...\n");
    return 2;
  }
  return 0;
}
