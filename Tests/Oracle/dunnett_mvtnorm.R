# The largest of normal or t statistics by R's mvtnorm.

source("oracle_table.R")
library(mvtnorm)

cases <- list()
add <- function(...) cases[[length(cases) + 1]] <<- list(...)
product <- function(loadings) {
  correlation <- outer(loadings, loadings)
  diag(correlation) <- 1
  correlation
}

# TVPACK is exact to about 1e-14 in three dimensions, but one-sided only; Miwa is deterministic.
for (loadings in list(c(0.3, 0.6, 0.8), rep(sqrt(1 / 3), 3), c(-0.5, 0.4, 0.9))) {
  for (c in c(0.5, 1.7, 2.4, 3.2)) {
    for (df in c(0, 4, 27)) {
      inside <- pmvt(upper = rep(c, 3), corr = product(loadings), df = df, algorithm = TVPACK(abseps = 1e-14))
      add(loadings = I(loadings), df = if (df == 0) Inf else df, c = c, side = "greater", tail = 1 - as.numeric(inside), error = 1e-9)
    }
    inside <- pmvnorm(rep(-c, 3), rep(c, 3), corr = product(loadings), algorithm = Miwa(steps = 4097))
    add(loadings = I(loadings), df = Inf, c = c, side = "two-sided", tail = 1 - as.numeric(inside), error = 1e-7)
  }
}

write_table(
  "dunnett_mvtnorm.R", "mvtnorm",
  "1 - pmvt(upper, corr, df, TVPACK(1e-14)); 1 - pmvnorm(lower, upper, corr, Miwa(4097))", cases
)
