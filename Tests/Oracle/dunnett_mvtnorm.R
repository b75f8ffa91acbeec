# Dunnett's test by R: multivariate t and normal probabilities, and whole comparisons by multcomp.

source("oracle_table.R")
suppressPackageStartupMessages({
  library(mvtnorm)
  library(multcomp)
})

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
  "dunnett_mvtnorm.R", c("mvtnorm", "multcomp"),
  "1 - pmvt(upper, corr, df, TVPACK(1e-14)); 1 - pmvnorm(lower, upper, corr, Miwa(4097))", cases
)

# The whole test on data, with the single-step and the step-down (free) adjustment.
cases <- list()
counts <- c(6, 8, 5, 7)
shift <- c(0, 1.2, 0.4, -1.5)
group <- factor(rep(seq_along(counts) - 1, counts))
y <- round(sin(seq_len(sum(counts)) * 2.7) * 1.3 + shift[group], 3)
fit <- aov(y ~ group)
for (side in c("two.sided", "greater", "less")) {
  test <- glht(fit, linfct = mcp(group = "Dunnett"), alternative = side)
  set.seed(1)
  single <- summary(test, test = adjusted("single-step", abseps = 1e-7, maxpts = 5e6))$test
  set.seed(1)
  down <- summary(test, test = adjusted("free", abseps = 1e-7, maxpts = 5e6))$test
  add(
    counts = I(counts), df = fit$df.residual, side = sub("[.]", "-", side), statistics = I(as.numeric(single$tstat)),
    singleStep = I(as.numeric(single$pvalues)), stepDown = I(as.numeric(down$pvalues))
  )
}
write_table(
  "dunnett_multcomp.R", c("mvtnorm", "multcomp"),
  "summary(glht(aov(y ~ group), mcp(group = 'Dunnett'), alternative), adjusted('single-step' or 'free')); by dunnett_mvtnorm.R", cases
)
