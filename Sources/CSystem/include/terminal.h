#ifndef KILIM_TERMINAL_H
#define KILIM_TERMINAL_H

/// Columns of the terminal behind `descriptor`; 0 when there is none.
int kilim_terminal_columns(int descriptor);

/// From now on SIGINT, SIGTERM and SIGHUP write one byte (the signal's number) to `descriptor`.
/// The second one ends the process at once with 128 + its number, after the cursor is shown again
/// on `terminal` (-1 for none).
void kilim_watch_interrupts(int descriptor, int terminal);

/// Gives the three signals their usual meaning back.
void kilim_unwatch_interrupts(void);

#endif
