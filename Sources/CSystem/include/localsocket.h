#ifndef KILIM_LOCALSOCKET_H
#define KILIM_LOCALSOCKET_H

#include <sys/types.h>

// A Unix socket is named by its directory's descriptor and its name there: the path of a directory
// may be longer than the 108 bytes that an address holds.

/// Binds a socket (mode 0600, replacing what is there) and listens; close-on-exec, non-blocking.
/// -1 and errno.
int kilim_socket_listen(int directory, const char *name);

/// Connects; close-on-exec, blocking. -1 and errno.
int kilim_socket_connect(int directory, const char *name);

/// Takes a waiting connection; close-on-exec, non-blocking. -1 and errno.
int kilim_socket_accept(int listener);

/// The user at the other end; -1 and errno.
int kilim_socket_peer(int descriptor, uid_t *user);

#endif
