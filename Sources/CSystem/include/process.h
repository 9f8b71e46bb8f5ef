#ifndef KILIM_PROCESS_H
#define KILIM_PROCESS_H

#include <stdint.h>
#include <sys/types.h>

/// A child that has ended.
struct kilim_exit {
  pid_t process;
  /// The exit code, or -1 when a signal ended it.
  int32_t code;
  /// The signal, or 0.
  int32_t signal;
  int64_t peak_kib;
  int64_t cpu_milliseconds;
};

/// Takes one child that has ended: 1; 0 when there is none now.
int kilim_reap(struct kilim_exit *exit);

/// Resets all signals to their defaults, blocks them, and returns a non-blocking descriptor that is
/// readable when a child has ended or SIGTERM has come; -1 and errno.
int kilim_take_signals(void);

/// Reads all signals that have come from such a descriptor: 1 when SIGTERM was among them, then
/// `sender` is the process that sent it; otherwise 0.
int kilim_read_signals(int descriptor, pid_t *sender);

/// Makes orphans among the descendants children of this process. 0, or -1 and errno.
int kilim_become_subreaper(void);

/// A descriptor of a process, readable once it has ended; -1 and errno.
int kilim_pidfd_open(pid_t process);
int kilim_pidfd_signal(int descriptor, int signal);

/// The system's unit of process start times, per second.
long kilim_ticks_per_second(void);

/// Milliseconds since boot, sleep included: the clock of process start times.
int64_t kilim_boottime_milliseconds(void);

/// Closes all descriptors from `first` on.
int kilim_close_from(int first);

#endif
