# Dunnett's test of data by R's multcomp, with the single-step and the step-down (free) adjustment.

source("oracle_table.R")
suppressPackageStartupMessages(library(multcomp))

cases <- list()
add <- function(...) cases[[length(cases) + 1]] <<- list(...)
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
  "summary(glht(aov(y ~ group), mcp(group = 'Dunnett'), alternative), adjusted('single-step' or 'free'))", cases
)
