#include "CCurl.h"
int kilim_curl_load(void) { return 0; }
