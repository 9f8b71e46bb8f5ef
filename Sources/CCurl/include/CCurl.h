#ifndef KILIM_CCURL_H
#define KILIM_CCURL_H
#include <curl/curl.h>
/// Loads libcurl on first use; 0 when it is there.
int kilim_curl_load(void);
#endif
