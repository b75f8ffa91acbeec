#ifndef ABTEST_CGSL_SHIM_H
#define ABTEST_CGSL_SHIM_H

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_chebyshev.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_min.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_roots.h>
#include <gsl/gsl_sf_erf.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>
#include <gsl/gsl_version.h>

// Swift 6 refuses C globals; these read them.
static inline const gsl_rng_type *abtest_gsl_mt19937(void) { return gsl_rng_mt19937; }
static inline const gsl_root_fsolver_type *abtest_gsl_root_brent(void) { return gsl_root_fsolver_brent; }
static inline const gsl_min_fminimizer_type *abtest_gsl_min_brent(void) { return gsl_min_fminimizer_brent; }
static inline const char *abtest_gsl_version(void) { return gsl_version; }

#endif
