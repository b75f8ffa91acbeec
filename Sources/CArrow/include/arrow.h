// The Arrow C data interface: how engines hand over a schema and batches of columns without copying.
// The layout is fixed by its specification ("The Arrow C data interface", structure definitions).

#ifndef ABTEST_ARROW_H
#define ABTEST_ARROW_H

#include <stdint.h>

// One column's name and type, or, as a struct, the columns of a result.
struct ArrowSchema {
  const char *format;
  const char *name;
  const char *metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema **children;
  struct ArrowSchema *dictionary;
  // NULL once released.
  void (*release)(struct ArrowSchema *);
  void *private_data;
};

// The values of one column, or, as a struct, one batch of rows.
struct ArrowArray {
  int64_t length;
  // -1: not counted.
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void **buffers;
  struct ArrowArray **children;
  struct ArrowArray *dictionary;
  // NULL once released.
  void (*release)(struct ArrowArray *);
  void *private_data;
};

_Static_assert(sizeof(struct ArrowSchema) == 72, "ArrowSchema must have the layout of the specification");
_Static_assert(sizeof(struct ArrowArray) == 80, "ArrowArray must have the layout of the specification");

#endif
