#ifndef KILIM_CHECKSUM_H
#define KILIM_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

/// CRC-32 (ISO-HDLC, as in zlib) of some bytes.
uint32_t kilim_crc32(const void *bytes, size_t count);

#endif
