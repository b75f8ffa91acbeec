// What the CPU can do, as the compiler's own run-time support answers it.

#ifndef ABTEST_CPU_H
#define ABTEST_CPU_H

#include <stdbool.h>

// True on x86-64 only.
static inline bool abtest_cpu_has_avx2(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx2");
#else
  return false;
#endif
}

#endif
