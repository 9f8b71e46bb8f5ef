#define _GNU_SOURCE 1
#include "CCurl.h"
#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

// The functions that are used, each with the type its header declares.
#define FUNCTIONS(each)                                                                            \
  each(curl_global_init) each(curl_easy_init) each(curl_easy_cleanup) each(curl_easy_perform)      \
  each(curl_easy_strerror) each(curl_slist_append) each(curl_slist_free_all)

static struct {
#define FIELD(name) __typeof__(&name) name;
  FUNCTIONS(FIELD)
  // Macros of the header stand in the way of their own names.
  CURLcode (*setopt)(CURL *, CURLoption, ...);
  CURLcode (*getinfo)(CURL *, CURLINFO, ...);
} curl;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char problem[512];

static void remember_problem(const char *words) {
  strncpy(problem, words ? words : "unknown", sizeof problem - 1);
}

static void load(void) {
  void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    remember_problem(dlerror());
    library = dlopen("libcurl-gnutls.so.4", RTLD_NOW | RTLD_LOCAL);
  }
  if (!library) return;
  problem[0] = 0;
#define RESOLVE(name)                                                                              \
  if (!(*(void **)&curl.name = dlsym(library, #name))) return remember_problem(dlerror());
  FUNCTIONS(RESOLVE)
  if (!(*(void **)&curl.setopt = dlsym(library, "curl_easy_setopt")) ||
      !(*(void **)&curl.getinfo = dlsym(library, "curl_easy_getinfo")))
    return remember_problem(dlerror());
  CURLcode code = curl.curl_global_init(CURL_GLOBAL_DEFAULT);
  if (code != CURLE_OK) remember_problem(curl.curl_easy_strerror(code));
}

const char *kilim_curl_load(void) {
  pthread_once(&once, load);
  return problem[0] ? problem : NULL;
}

struct kilim_curl {
  CURL *easy;
  struct curl_slist *headers;
  struct curl_slist *recipients;
  const char *upload;
  size_t upload_left;
  void *context;
  kilim_curl_sink body;
  kilim_curl_sink header;
  kilim_curl_stop stop;
  char words[CURL_ERROR_SIZE];
};

// libcurl may also call while the transfer is freed, for the answer to a goodbye: nobody listens
// any more then, and the context is gone.

static size_t take_body(char *bytes, size_t size, size_t count, void *transfer) {
  kilim_curl *self = transfer;
  if (!self->context) return size * count;
  return self->body(self->context, bytes, size * count);
}

static size_t take_header(char *bytes, size_t size, size_t count, void *transfer) {
  kilim_curl *self = transfer;
  if (!self->context) return size * count;
  return self->header(self->context, bytes, size * count);
}

static size_t give_body(char *bytes, size_t size, size_t count, void *transfer) {
  kilim_curl *self = transfer;
  size_t given = size * count < self->upload_left ? size * count : self->upload_left;
  memcpy(bytes, self->upload, given);
  self->upload += given;
  self->upload_left -= given;
  return given;
}

static int ask_stop(void *transfer, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d) {
  (void)a, (void)b, (void)c, (void)d;
  kilim_curl *self = transfer;
  return self->context ? self->stop(self->context) : 0;
}

// With CURLOPT_NOSIGNAL, which threads need, libcurl leaves SIGPIPE to its user, and OpenSSL writes
// to broken connections. Ignoring the signal would be inherited by every job; so it is blocked for
// this thread, and what came meanwhile is taken away.

struct quiet {
  sigset_t before;
  int was_pending;
};

static sigset_t only_pipe(void) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGPIPE);
  return set;
}

static struct quiet block_pipe(void) {
  struct quiet quiet;
  sigset_t set = only_pipe(), pending;
  sigpending(&pending);
  quiet.was_pending = sigismember(&pending, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &set, &quiet.before);
  return quiet;
}

static void unblock_pipe(struct quiet quiet) {
  sigset_t set = only_pipe();
  struct timespec none = {0, 0};
  if (!quiet.was_pending) sigtimedwait(&set, NULL, &none);
  pthread_sigmask(SIG_SETMASK, &quiet.before, NULL);
}

kilim_curl *kilim_curl_new(void) {
  if (kilim_curl_load()) return NULL;
  kilim_curl *self = calloc(1, sizeof *self);
  if (!self) return NULL;
  if (!(self->easy = curl.curl_easy_init())) {
    free(self);
    return NULL;
  }
  curl.setopt(self->easy, CURLOPT_ERRORBUFFER, self->words);
  curl.setopt(self->easy, CURLOPT_NOSIGNAL, 1L);
  curl.setopt(self->easy, CURLOPT_WRITEFUNCTION, take_body);
  curl.setopt(self->easy, CURLOPT_WRITEDATA, self);
  curl.setopt(self->easy, CURLOPT_HEADERFUNCTION, take_header);
  curl.setopt(self->easy, CURLOPT_HEADERDATA, self);
  curl.setopt(self->easy, CURLOPT_READFUNCTION, give_body);
  curl.setopt(self->easy, CURLOPT_READDATA, self);
  curl.setopt(self->easy, CURLOPT_XFERINFOFUNCTION, ask_stop);
  curl.setopt(self->easy, CURLOPT_XFERINFODATA, self);
  curl.setopt(self->easy, CURLOPT_NOPROGRESS, 0L);
  return self;
}

void kilim_curl_free(kilim_curl *self) {
  if (!self) return;
  struct quiet quiet = block_pipe();
  curl.curl_easy_cleanup(self->easy);
  unblock_pipe(quiet);
  curl.curl_slist_free_all(self->headers);
  curl.curl_slist_free_all(self->recipients);
  free(self);
}

CURLcode kilim_curl_set_long(kilim_curl *self, CURLoption option, long value) {
  return curl.setopt(self->easy, option, value);
}

CURLcode kilim_curl_set_offset(kilim_curl *self, CURLoption option, int64_t value) {
  return curl.setopt(self->easy, option, (curl_off_t)value);
}

CURLcode kilim_curl_set_text(kilim_curl *self, CURLoption option, const char *value) {
  return curl.setopt(self->easy, option, value);
}

CURLcode kilim_curl_allow(kilim_curl *self, long protocols) {
  // The newer options take text, but are not known to every libcurl.so.4.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
  CURLcode code = curl.setopt(self->easy, CURLOPT_PROTOCOLS, protocols);
  if (code != CURLE_OK) return code;
  return curl.setopt(self->easy, CURLOPT_REDIR_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#pragma GCC diagnostic pop
}

static int append(struct curl_slist **list, const char *text) {
  struct curl_slist *longer = curl.curl_slist_append(*list, text);
  if (longer) *list = longer;
  return longer != NULL;
}

int kilim_curl_add_header(kilim_curl *self, const char *line) {
  return append(&self->headers, line) &&
         curl.setopt(self->easy, CURLOPT_HTTPHEADER, self->headers) == CURLE_OK;
}

int kilim_curl_add_recipient(kilim_curl *self, const char *address) {
  return append(&self->recipients, address) &&
         curl.setopt(self->easy, CURLOPT_MAIL_RCPT, self->recipients) == CURLE_OK;
}

void kilim_curl_upload(kilim_curl *self, const char *bytes, size_t count) {
  self->upload = bytes;
  self->upload_left = count;
  curl.setopt(self->easy, CURLOPT_UPLOAD, 1L);
  curl.setopt(self->easy, CURLOPT_INFILESIZE_LARGE, (curl_off_t)count);
}

CURLcode kilim_curl_perform(kilim_curl *self, void *context, kilim_curl_sink body,
                            kilim_curl_sink header, kilim_curl_stop stop) {
  self->context = context;
  self->body = body;
  self->header = header;
  self->stop = stop;
  self->words[0] = 0;
  struct quiet quiet = block_pipe();
  CURLcode code = curl.curl_easy_perform(self->easy);
  unblock_pipe(quiet);
  self->context = NULL;
  return code;
}

void kilim_curl_cut(kilim_curl *self) {
  curl_socket_t connection = CURL_SOCKET_BAD;
  if (curl.getinfo(self->easy, CURLINFO_ACTIVESOCKET, &connection) == CURLE_OK &&
      connection != CURL_SOCKET_BAD)
    shutdown(connection, SHUT_RDWR);
}

const char *kilim_curl_words(kilim_curl *self, CURLcode code) {
  return self->words[0] ? self->words : curl.curl_easy_strerror(code);
}

long kilim_curl_info_long(kilim_curl *self, CURLINFO info) {
  long value = 0;
  return curl.getinfo(self->easy, info, &value) == CURLE_OK ? value : 0;
}

int64_t kilim_curl_info_offset(kilim_curl *self, CURLINFO info) {
  curl_off_t value = -1;
  return curl.getinfo(self->easy, info, &value) == CURLE_OK ? value : -1;
}
