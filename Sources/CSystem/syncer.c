#define _GNU_SOURCE 1
#include "syncer.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct pipes {
  int requests;
  int answers;
};

struct request {
  int32_t file;
  int32_t directory;
};

static void *serve(void *context) {
  struct pipes *pipes = context;
  struct request request;
  while (read(pipes->requests, &request, sizeof request) == sizeof request) {
    int32_t failure = fdatasync(request.file) == 0 ? 0 : errno;
    if (failure == 0 && request.directory >= 0 && fsync(request.directory) != 0) failure = errno;
    if (write(pipes->answers, &failure, sizeof failure) != sizeof failure) break;
  }
  return NULL;
}

int kilim_syncer_start(int *requests, int *answers) {
  int request_pipe[2], answer_pipe[2];
  if (pipe2(request_pipe, O_CLOEXEC) != 0) return errno;
  if (pipe2(answer_pipe, O_CLOEXEC) != 0) return errno;
  if (fcntl(answer_pipe[0], F_SETFL, O_NONBLOCK) != 0) return errno;
  struct pipes *pipes = malloc(sizeof *pipes);
  if (pipes == NULL) return ENOMEM;
  pipes->requests = request_pipe[0];
  pipes->answers = answer_pipe[1];
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, 128 * 1024);
  pthread_t thread;
  int failure = pthread_create(&thread, &attributes, serve, pipes);
  pthread_attr_destroy(&attributes);
  if (failure != 0) return failure;
  pthread_detach(thread);
  *requests = request_pipe[1];
  *answers = answer_pipe[0];
  return 0;
}

int kilim_syncer_request(int requests, int file, int directory) {
  struct request request = {.file = file, .directory = directory};
  return write(requests, &request, sizeof request) == sizeof request ? 0 : -1;
}

int kilim_syncer_answer(int answers, int32_t *failure) {
  return read(answers, failure, sizeof *failure) == sizeof *failure;
}
