#define _GNU_SOURCE 1
#include "CSystem.h"
#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <unistd.h>

static const int watched[] = {SIGINT, SIGTERM, SIGHUP};
static volatile sig_atomic_t interrupt_descriptor = -1;
static volatile sig_atomic_t interrupt_terminal = -1;
static volatile sig_atomic_t interrupt_count = 0;

int kilim_terminal_columns(int descriptor) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}

static void on_interrupt(int number) {
  int saved = errno;
  unsigned char byte = (unsigned char)number;
  if (++interrupt_count > 1) {
    static const char show_cursor[] = "\033[?25h\n";
    if (interrupt_terminal >= 0) {
      ssize_t ignored = write(interrupt_terminal, show_cursor, sizeof show_cursor - 1);
      (void)ignored;
    }
    _exit(128 + number);
  }
  if (interrupt_descriptor >= 0) {
    ssize_t ignored = write(interrupt_descriptor, &byte, 1);
    (void)ignored;
  }
  errno = saved;
}

static void handle(void (*handler)(int)) {
  struct sigaction action = {0};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  for (size_t i = 0; i < sizeof watched / sizeof watched[0]; i++) {
    struct sigaction old;
    // What was ignored at the start stays so: nohup(1) relies on it.
    if (sigaction(watched[i], NULL, &old) == 0 && old.sa_handler == SIG_IGN) continue;
    sigaction(watched[i], &action, NULL);
  }
}

void kilim_watch_interrupts(int descriptor, int terminal) {
  interrupt_count = 0;
  interrupt_descriptor = descriptor;
  interrupt_terminal = terminal;
  handle(on_interrupt);
}

void kilim_unwatch_interrupts(void) {
  handle(SIG_DFL);
  interrupt_descriptor = -1;
  interrupt_terminal = -1;
}
