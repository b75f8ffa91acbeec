#ifndef ABTEST_CZLIB_SHIM_H
#define ABTEST_CZLIB_SHIM_H

#include <zlib.h>

// Swift does not see macros that take arguments.
static inline int abtest_inflate_init(z_stream *stream, int window_bits) { return inflateInit2(stream, window_bits); }

#endif
