#ifndef KILIM_SYNCER_H
#define KILIM_SYNCER_H

#include <stdint.h>

/// Starts a thread that syncs files for a caller that must not wait.
///
/// Returns 0 and a descriptor (close-on-exec) to which each `kilim_syncer_request` is answered by one
/// errno (0 for success) as an int32_t; or an errno.
int kilim_syncer_start(int *requests, int *answers);

/// Asks for fdatasync of `file` and, if it is not negative, fsync of `directory`. 0, or -1 and errno.
int kilim_syncer_request(int requests, int file, int directory);

/// Reads one answer: 1 and its errno in `failure`; 0 when there is none.
int kilim_syncer_answer(int answers, int32_t *failure);

#endif
