# Welch's t-test on stored data by R's t.test, with non-zero nulls and several levels.

source("oracle_table.R")
set.seed(2407)

data_sets <- list(
  list("two units each", c(1, 4), c(2.5, 8)),
  list("methods F1 mean of y", c(12, 9, 15, 7, 22, 18, 25, 16), c(14, 10, 17, 11, 27, 20, 30, 19)),
  list("skewed", round(rexp(25), 6), round(1.4 * rexp(40), 6)),
  list("offset 1e4", 1e4 + round(rnorm(12), 3), 1e4 + 0.5 + round(rnorm(15), 3)),
  list("unequal variances", round(rnorm(8, 10, 0.1), 6), round(rnorm(30, 10, 20), 6)),
  list("control constant", rep(3, 10), round(rnorm(9, 4, 2), 6)),
  list("0/1 values", rep(c(0, 1), c(30, 12)), rep(c(0, 1), c(22, 20)))
)

cases <- list()
for (set in data_sets) {
  for (null in c(0, 0.3, -2)) {
    two <- t.test(set[[3]], set[[2]], mu = null)
    intervals <- lapply(c(0.8, 0.9, 0.95, 0.99, 0.999), function(level) {
      limits <- t.test(set[[3]], set[[2]], conf.level = level)$conf.int
      list(level = level, lower = limits[1], upper = limits[2])
    })
    cases[[length(cases) + 1]] <- list(
      name = set[[1]], control = I(set[[2]]), treatment = I(set[[3]]), null = null,
      difference = mean(set[[3]]) - mean(set[[2]]), standardError = two$stderr, df = unname(two$parameter),
      t = unname(two$statistic), pTwoSided = two$p.value,
      pGreater = t.test(set[[3]], set[[2]], mu = null, alternative = "greater")$p.value,
      pLess = t.test(set[[3]], set[[2]], mu = null, alternative = "less")$p.value,
      intervals = intervals
    )
  }
}

write_table(
  "welch_t_test.R", character(0),
  "t.test(treatment, control, mu = null, conf.level = level, alternative = ...)", cases
)
