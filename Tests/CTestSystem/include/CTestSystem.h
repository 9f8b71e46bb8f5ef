#ifndef KILIM_CTESTSYSTEM_H
#define KILIM_CTESTSYSTEM_H

#include <sys/types.h>

/// Starts `arguments[0]` in `directory` with exactly this environment; both lists end with NULL.
/// Returns 0 or an errno.
int kilim_test_start(char *const arguments[], char *const environment[], const char *directory,
                     int input, int output, int error, pid_t *process);

/// The same on a new terminal of 80 columns; `terminal` gets its near end.
int kilim_test_start_in_terminal(char *const arguments[], char *const environment[],
                                 const char *directory, int *terminal, pid_t *process);

/// Waits until the child ends, at most so long; then takes its status as waitpid gives it.
/// Returns 1 if it ended, 0 if not yet, a negative errno otherwise.
int kilim_test_wait(pid_t process, int milliseconds, int *status);

/// Waits until any process, also somebody else's child, has ended: 1, 0 for the time-out, or a
/// negative errno.
int kilim_test_gone(pid_t process, int milliseconds);

/// Waits until `descriptor` can be read, at most so long: 1, 0 for the time-out, a negative errno.
int kilim_test_readable(int descriptor, int milliseconds);

/// The exit code, or 128 and the signal, out of a status of waitpid.
int kilim_test_exit_code(int status);

/// Deletes a folder with all that is in it; does not follow links. Returns 0 or an errno.
int kilim_test_remove_tree(const char *path);

/// Opens a file: for reading, for a new content, or a FIFO without waiting for its other end.
int kilim_test_open_read(const char *path);
int kilim_test_open_write(const char *path, mode_t mode);
int kilim_test_open_fifo(const char *path);

#endif
