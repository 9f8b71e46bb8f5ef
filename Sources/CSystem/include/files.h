#ifndef KILIM_FILES_H
#define KILIM_FILES_H

#include <stdint.h>
#include <sys/types.h>

/// copy_file_range(2) from and to the present offsets: bytes copied, 0 at the end, -1 with errno.
int64_t kilim_copy_file_range(int source, int target, int64_t count);

/// syncfs(2): writes out the file system that `descriptor` lies on; 0, or -1 with errno.
int kilim_sync_file_system(int descriptor);

/// pipe2(2) whose ends no other program inherits; 0, or -1 with errno.
int kilim_private_pipe(int ends[2]);

#endif
