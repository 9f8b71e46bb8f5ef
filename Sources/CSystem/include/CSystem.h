#ifndef KILIM_CSYSTEM_H
#define KILIM_CSYSTEM_H

#include <stdint.h>
#include <sys/types.h>

#include "checksum.h"
#include "files.h"
#include "filesystem.h"
#include "localsocket.h"
#include "process.h"
#include "programstart.h"
#include "readiness.h"
#include "syncer.h"
#include "terminal.h"

/// Milliseconds since 1970-01-01 UTC, by CLOCK_REALTIME.
int64_t kilim_realtime_milliseconds(void);

#endif
