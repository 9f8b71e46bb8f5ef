#define _GNU_SOURCE 1
#include "process.h"
#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int64_t milliseconds(struct timeval time) {
  return (int64_t)time.tv_sec * 1000 + time.tv_usec / 1000;
}

int kilim_reap(struct kilim_exit *exit) {
  int status;
  struct rusage usage;
  pid_t process;
  do {
    process = wait4(-1, &status, WNOHANG, &usage);
  } while (process < 0 && errno == EINTR);
  if (process <= 0) return 0;
  exit->process = process;
  exit->code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  exit->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  exit->peak_kib = usage.ru_maxrss;
  struct timeval total;
  timeradd(&usage.ru_utime, &usage.ru_stime, &total);
  exit->cpu_milliseconds = milliseconds(total);
  return 1;
}

int kilim_take_signals(void) {
  // By the bare call: the library refuses the two numbers that it uses itself, and a parent may
  // have had us inherit them ignored. All zeros is the default action, without flags.
  const char defaults[64] = {0};
  for (int number = 1; number < NSIG; number++)
    syscall(SYS_rt_sigaction, number, defaults, NULL, (NSIG - 1) / 8);
  sigset_t set;
  sigfillset(&set);
  if (sigprocmask(SIG_SETMASK, &set, NULL) != 0) return -1;
  sigemptyset(&set);
  sigaddset(&set, SIGCHLD);
  sigaddset(&set, SIGTERM);
  return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

int kilim_read_signals(int descriptor, pid_t *sender) {
  struct signalfd_siginfo information[8];
  int terminate = 0;
  ssize_t count;
  while ((count = read(descriptor, information, sizeof information)) > 0) {
    for (size_t i = 0; i < (size_t)count / sizeof information[0]; i++) {
      if (information[i].ssi_signo != SIGTERM) continue;
      terminate = 1;
      *sender = (pid_t)information[i].ssi_pid;
    }
    if ((size_t)count < sizeof information) break;
  }
  return terminate;
}

int kilim_become_subreaper(void) { return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); }

int kilim_pidfd_open(pid_t process) { return (int)syscall(SYS_pidfd_open, process, 0); }

int kilim_pidfd_signal(int descriptor, int signal) {
  return (int)syscall(SYS_pidfd_send_signal, descriptor, signal, NULL, 0);
}

long kilim_ticks_per_second(void) { return sysconf(_SC_CLK_TCK); }

int64_t kilim_boottime_milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_BOOTTIME, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int kilim_close_from(int first) { return close_range((unsigned)first, ~0U, 0); }
