#ifndef KILIM_PROGRAMSTART_H
#define KILIM_PROGRAMSTART_H

#include <sys/types.h>

/// Where starting a program failed.
enum kilim_spawn_stage {
  KILIM_SPAWN_FORK = 1,
  KILIM_SPAWN_DIRECTORY = 2,
  KILIM_SPAWN_STREAMS = 3,
  KILIM_SPAWN_EXECUTE = 4,
};

/// A program to start, in a session of its own, with default signals.
///
/// Every other descriptor of the caller must be close-on-exec: it stays open until the very moment
/// of exec. A lock that the caller holds is thus free only once no child is before its exec.
struct kilim_spawn_request {
  const char *program;
  char *const *arguments;
  char *const *environment;
  const char *directory;
  int input;
  int output;
  int error;
};

/// Starts a program by vfork, which costs less than posix_spawn and says what failed. The caller
/// blocks all signals and has no handlers. Returns 0 or an errno, then `stage` says where.
int kilim_spawn(const struct kilim_spawn_request *request, pid_t *process, int *stage);

/// Starts a program that is nobody's child here, in a session of its own, with `first` as descriptor
/// 3, `second` as 4, `log` as standard error, nothing else. Returns 0 or an errno.
int kilim_spawn_detached(const char *program, char *const *arguments, char *const *environment,
                         int first, int second, int log);

#endif
