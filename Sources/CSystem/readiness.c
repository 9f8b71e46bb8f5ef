#define _GNU_SOURCE 1
#include "readiness.h"
#include <errno.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

int kilim_epoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

static int control(int epoll, int operation, int descriptor, uint32_t events) {
  struct epoll_event event = {.events = events, .data.fd = descriptor};
  return epoll_ctl(epoll, operation, descriptor, &event);
}

int kilim_epoll_add(int epoll, int descriptor) {
  return control(epoll, EPOLL_CTL_ADD, descriptor, EPOLLIN);
}

int kilim_epoll_want_writable(int epoll, int descriptor, int wanted) {
  return control(epoll, EPOLL_CTL_MOD, descriptor, wanted ? EPOLLIN | EPOLLOUT : EPOLLIN);
}

int kilim_epoll_remove(int epoll, int descriptor) {
  return control(epoll, EPOLL_CTL_DEL, descriptor, 0);
}

int kilim_epoll_wait(int epoll, struct kilim_ready *ready, int capacity, int milliseconds) {
  struct epoll_event events[64];
  int count = epoll_wait(epoll, events, capacity < 64 ? capacity : 64, milliseconds);
  if (count < 0) return errno == EINTR ? 0 : -1;
  for (int i = 0; i < count; i++) {
    ready[i].descriptor = events[i].data.fd;
    ready[i].readable = (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0;
    ready[i].writable = (events[i].events & EPOLLOUT) != 0;
  }
  return count;
}

int kilim_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }
