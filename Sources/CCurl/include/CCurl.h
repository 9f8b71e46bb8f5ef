#ifndef KILIM_CCURL_H
#define KILIM_CCURL_H

#include <curl/curl.h>
#include <stdint.h>

/// The value of CURLOPT_USE_SSL that sends nothing without TLS. An enumeration in older headers, a
/// macro in newer ones: here it is a number in both.
static const long kilim_curl_require_tls = CURLUSESSL_ALL;

/// Loads libcurl on first use, from any thread; NULL when it is there, or the loader's words.
///
/// It is never linked: its own libraries would cost every command 10 ms at its start.
const char *kilim_curl_load(void);

/// One transfer and all that it needs; used by one thread at a time.
typedef struct kilim_curl kilim_curl;

/// NULL when libcurl is missing or memory is out.
kilim_curl *kilim_curl_new(void);
void kilim_curl_free(kilim_curl *transfer);

CURLcode kilim_curl_set_long(kilim_curl *transfer, CURLoption option, long value);
CURLcode kilim_curl_set_offset(kilim_curl *transfer, CURLoption option, int64_t value);
/// The text is copied.
CURLcode kilim_curl_set_text(kilim_curl *transfer, CURLoption option, const char *value);
/// Allows http, https and what else is named, for the first request; http and https alone for
/// redirects.
CURLcode kilim_curl_allow(kilim_curl *transfer, long protocols);
/// Adds a request header `Name: value`; the text is copied. 0 when memory is out.
int kilim_curl_add_header(kilim_curl *transfer, const char *line);
/// Adds a mail recipient; the text is copied. 0 when memory is out.
int kilim_curl_add_recipient(kilim_curl *transfer, const char *address);
/// What an upload reads; the bytes must stay until the transfer is over.
void kilim_curl_upload(kilim_curl *transfer, const char *bytes, size_t count);

/// Takes bytes that came; anything but `count` ends the transfer with CURLE_WRITE_ERROR.
typedef size_t (*kilim_curl_sink)(void *context, const char *bytes, size_t count);
/// Asked about once a second and whenever something moves; not 0 ends the transfer with
/// CURLE_ABORTED_BY_CALLBACK.
typedef int (*kilim_curl_stop)(void *context);

/// Runs the transfer. The callbacks get `context`; `header` gets each line of the answer's head.
CURLcode kilim_curl_perform(kilim_curl *transfer, void *context, kilim_curl_sink body,
                            kilim_curl_sink header, kilim_curl_stop stop);

/// libcurl's words about the failure of the last transfer; never NULL.
const char *kilim_curl_words(kilim_curl *transfer, CURLcode code);
/// 0 when it is not known.
long kilim_curl_info_long(kilim_curl *transfer, CURLINFO info);
/// -1 when it is not known.
int64_t kilim_curl_info_offset(kilim_curl *transfer, CURLINFO info);
/// Cuts the connection, so that freeing the transfer does not wait for a polite goodbye.
void kilim_curl_cut(kilim_curl *transfer);

#endif
