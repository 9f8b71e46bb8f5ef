#define _GNU_SOURCE 1
#include "CSystem.h"
#include <time.h>

int64_t kilim_realtime_milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
