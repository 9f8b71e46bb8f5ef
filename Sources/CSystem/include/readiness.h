#ifndef KILIM_READINESS_H
#define KILIM_READINESS_H

#include <stdint.h>

/// One descriptor that is ready, as epoll reports it.
struct kilim_ready {
  int32_t descriptor;
  uint8_t readable;
  uint8_t writable;
};

/// A new epoll descriptor, close-on-exec; -1 and errno on failure.
int kilim_epoll_create(void);

/// Watches a descriptor, level-triggered, always for reading. 0, or -1 and errno.
int kilim_epoll_add(int epoll, int descriptor);

/// Says whether a watched descriptor is watched for writing too.
int kilim_epoll_want_writable(int epoll, int descriptor, int wanted);
int kilim_epoll_remove(int epoll, int descriptor);

/// Waits up to `milliseconds` (-1: for ever). How many are ready, at most 64; 0 when interrupted;
/// -1 and errno.
int kilim_epoll_wait(int epoll, struct kilim_ready *ready, int capacity, int milliseconds);

/// A counter to wake an epoll set with, close-on-exec and non-blocking.
int kilim_eventfd(void);

#endif
