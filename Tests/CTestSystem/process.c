#define _GNU_SOURCE 1
#include "CTestSystem.h"
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

int kilim_test_start(char *const arguments[], char *const environment[], const char *directory,
                     int input, int output, int error, pid_t *process) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addchdir_np(&actions, directory);
  posix_spawn_file_actions_adddup2(&actions, input, 0);
  posix_spawn_file_actions_adddup2(&actions, output, 1);
  posix_spawn_file_actions_adddup2(&actions, error, 2);
  posix_spawn_file_actions_addclosefrom_np(&actions, 3);
  // Whoever runs the tests in the background has SIGINT ignored; a user at a shell has not.
  sigset_t every, none;
  sigfillset(&every);
  sigemptyset(&none);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setsigdefault(&attributes, &every);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  int failure = posix_spawn(process, arguments[0], &actions, &attributes, arguments, environment);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return failure;
}

int kilim_test_start_in_terminal(char *const arguments[], char *const environment[],
                                 const char *directory, int *terminal, pid_t *process) {
  struct winsize size = {.ws_row = 24, .ws_col = 80};
  pid_t child = forkpty(terminal, NULL, NULL, &size);
  if (child < 0) return errno;
  if (child == 0) {
    // Only calls that are safe after a fork of a process with threads.
    for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    close_range(3, ~0U, 0);
    if (chdir(directory) == 0) execve(arguments[0], arguments, environment);
    _exit(127);
  }
  *process = child;
  return 0;
}

int kilim_test_readable(int descriptor, int milliseconds) {
  struct pollfd one = {.fd = descriptor, .events = POLLIN};
  int ready;
  do ready = poll(&one, 1, milliseconds);
  while (ready < 0 && errno == EINTR);
  return ready < 0 ? -errno : ready;
}

int kilim_test_gone(pid_t process, int milliseconds) {
  int handle = (int)syscall(SYS_pidfd_open, process, 0);
  if (handle < 0) return errno == ESRCH ? 1 : -errno;
  int ready = kilim_test_readable(handle, milliseconds);
  close(handle);
  return ready;
}

int kilim_test_wait(pid_t process, int milliseconds, int *status) {
  int handle = (int)syscall(SYS_pidfd_open, process, 0);
  if (handle < 0) return -errno;
  int ready = kilim_test_readable(handle, milliseconds);
  close(handle);
  if (ready <= 0) return ready;
  while (waitpid(process, status, 0) < 0)
    if (errno != EINTR) return -errno;
  return 1;
}

int kilim_test_exit_code(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int remove_entry(const char *path, const struct stat *information, int kind,
                        struct FTW *place) {
  (void)information, (void)kind, (void)place;
  return remove(path) == 0 || errno == ENOENT ? 0 : errno;
}

int kilim_test_remove_tree(const char *path) {
  int result = nftw(path, remove_entry, 32, FTW_DEPTH | FTW_PHYS);
  return result < 0 ? errno : result;
}

int kilim_test_open_read(const char *path) { return open(path, O_RDONLY | O_CLOEXEC); }

int kilim_test_open_write(const char *path, mode_t mode) {
  return open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
}

int kilim_test_open_fifo(const char *path) { return open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC); }
