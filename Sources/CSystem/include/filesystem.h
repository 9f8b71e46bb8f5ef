#ifndef KILIM_FILESYSTEM_H
#define KILIM_FILESYSTEM_H

#include <stdint.h>

/// The type number of the file system that a path is on (statfs(2)); -1 when it cannot be asked.
int64_t kilim_filesystem_magic(const char *path);

#endif
