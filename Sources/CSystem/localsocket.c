#define _GNU_SOURCE 1
#include "localsocket.h"
#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static int address_of(int directory, const char *name, struct sockaddr_un *address) {
  address->sun_family = AF_UNIX;
  int length = snprintf(address->sun_path, sizeof address->sun_path, "/proc/self/fd/%d/%s",
                        directory, name);
  if (length < 0 || (size_t)length >= sizeof address->sun_path) {
    errno = ENAMETOOLONG;
    return -1;
  }
  return 0;
}

int kilim_socket_listen(int directory, const char *name) {
  struct sockaddr_un address;
  if (address_of(directory, name, &address) != 0) return -1;
  int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (descriptor < 0) return -1;
  unlinkat(directory, name, 0);
  // The mode of the socket file is taken from that of the descriptor: 0600 from its first moment.
  if (fchmod(descriptor, S_IRUSR | S_IWUSR) != 0 ||
      bind(descriptor, (struct sockaddr *)&address, sizeof address) != 0 ||
      listen(descriptor, 64) != 0) {
    int failure = errno;
    close(descriptor);
    errno = failure;
    return -1;
  }
  return descriptor;
}

int kilim_socket_connect(int directory, const char *name) {
  struct sockaddr_un address;
  if (address_of(directory, name, &address) != 0) return -1;
  int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return -1;
  if (connect(descriptor, (struct sockaddr *)&address, sizeof address) != 0) {
    int failure = errno;
    close(descriptor);
    errno = failure;
    return -1;
  }
  return descriptor;
}

int kilim_socket_accept(int listener) {
  return accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
}

int kilim_socket_peer(int descriptor, uid_t *user) {
  struct ucred credentials;
  socklen_t size = sizeof credentials;
  if (getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0) return -1;
  *user = credentials.uid;
  return 0;
}
