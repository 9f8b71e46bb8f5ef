#define _GNU_SOURCE 1
#include "programstart.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

int kilim_spawn(const struct kilim_spawn_request *request, pid_t *process, int *stage) {
  // The child writes these while it shares our memory.
  volatile int failure = 0;
  volatile int where = 0;
  pid_t child = vfork();
  if (child < 0) {
    *stage = KILIM_SPAWN_FORK;
    return errno;
  }
  if (child == 0) {
    setsid();
    where = KILIM_SPAWN_DIRECTORY;
    if (chdir(request->directory) != 0) goto failed;
    where = KILIM_SPAWN_STREAMS;
    if (dup2(request->input, 0) < 0 || dup2(request->output, 1) < 0 ||
        dup2(request->error, 2) < 0)
      goto failed;
    where = KILIM_SPAWN_EXECUTE;
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execve(request->program, request->arguments, request->environment);
  failed:
    failure = errno;
    _exit(127);
  }
  if (failure != 0) {
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {
    }
    *stage = where;
    return failure;
  }
  *process = child;
  return 0;
}

static int become_detached(const char *program, char *const *arguments, char *const *environment,
                           int first, int second, int log) {
  setsid();
  // Above the numbers that are assigned below.
  int high_first = fcntl(first, F_DUPFD, 10);
  int high_second = fcntl(second, F_DUPFD, 10);
  int high_log = fcntl(log, F_DUPFD, 10);
  int null = open("/dev/null", O_RDWR);
  if (high_first < 0 || high_second < 0 || high_log < 0 || null < 0) return errno;
  if (dup2(null, 0) < 0 || dup2(null, 1) < 0 || dup2(high_log, 2) < 0 || dup2(high_first, 3) < 0 ||
      dup2(high_second, 4) < 0)
    return errno;
  close_range(5, ~0U, 0);
  if (chdir("/") != 0) return errno;
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  execve(program, arguments, environment);
  return errno;
}

int kilim_spawn_detached(const char *program, char *const *arguments, char *const *environment,
                         int first, int second, int log) {
  volatile int failure = 0;
  // A handler of ours must not run in a child that shares our memory.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t child = vfork();
  if (child == 0) {
    // The grandchild is adopted by init: no zombie of a launcher stays with a long-lived engine.
    pid_t grandchild = vfork();
    if (grandchild == 0) {
      failure = become_detached(program, arguments, environment, first, second, log);
      _exit(127);
    }
    if (grandchild < 0) failure = errno;
    _exit(0);
  }
  int result = child < 0 ? errno : 0;
  if (child > 0) {
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {
    }
    result = failure;
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return result;
}
