# Ratios of two per-unit totals by the survey package: each unit has weight 1 and is its own cluster.

suppressPackageStartupMessages(library(survey))
source("oracle_table.R")
set.seed(811)

units <- function(n, rate, high) {
  d <- sample(1:high, n, replace = TRUE)
  list(y = rbinom(n, d, rate), d = d)
}

data_sets <- list(
  list(
    "methods F1 y/d", list(y = c(12, 9, 15, 7, 22, 18, 25, 16), d = c(4, 3, 5, 2, 6, 5, 8, 4)),
    list(y = c(14, 10, 17, 11, 27, 20, 30, 19), d = c(4, 3, 6, 2, 7, 5, 8, 6))
  ),
  list("methods F2", list(y = c(3, 11, 6, 7, 4), d = c(40, 55, 62, 30, 48)), list(y = c(12, 4, 14, 5, 13), d = c(50, 35, 60, 45, 52))),
  list("clicks per session", units(30, 0.3, 6), units(24, 0.4, 6)),
  list("unequal counts", units(6, 0.5, 3), units(45, 0.4, 9)),
  list("units without sessions", list(y = c(1, 0, 2, 0, 5), d = c(2, 0, 3, 1, 6)), list(y = c(0, 3, 1, 4, 2, 0), d = c(0, 4, 1, 7, 3, 2)))
)

cases <- list()
for (set in data_sets) {
  rows <- data.frame(
    y = c(set[[2]]$y, set[[3]]$y), d = c(set[[2]]$d, set[[3]]$d),
    arm = rep(c("control", "treatment"), c(length(set[[2]]$y), length(set[[3]]$y)))
  )
  design <- svydesign(ids = ~1, strata = ~arm, weights = ~1, data = rows)
  ratios <- svyby(~y, ~arm, design, svyratio, denominator = ~d, covmat = TRUE)
  contrast <- svycontrast(ratios, c(control = -1, treatment = 1))
  cases[[length(cases) + 1]] <- list(
    name = set[[1]],
    control = list(y = I(set[[2]]$y), d = I(set[[2]]$d)), treatment = list(y = I(set[[3]]$y), d = I(set[[3]]$d)),
    ratioControl = ratios[["y/d"]][1], ratioTreatment = ratios[["y/d"]][2],
    standardErrorControl = unname(SE(ratios)[1]), standardErrorTreatment = unname(SE(ratios)[2]),
    difference = unname(coef(contrast)), standardError = unname(SE(contrast)[1])
  )
}

write_table(
  "ratio_survey.R", "survey",
  "design = svydesign(ids = ~1, strata = ~arm, weights = ~1); svyby(~y, ~arm, design, svyratio, denominator = ~d, covmat = TRUE); svycontrast", cases
)
