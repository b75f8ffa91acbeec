# CR2 standard errors and Satterthwaite degrees of freedom of two ratios by clubSandwich: y/d regressed on the variant with weights d.

suppressPackageStartupMessages(library(clubSandwich))
source("oracle_table.R")
set.seed(412)

clusters <- function(n, size, rate) {
  d <- rpois(n, size) + 1
  list(y = rbinom(n, d, pmin(0.95, pmax(0.02, rnorm(n, rate, 0.08)))), d = d)
}

data_sets <- list(
  list("methods F2", list(y = c(3, 11, 6, 7, 4), d = c(40, 55, 62, 30, 48)), list(y = c(12, 4, 14, 5, 13), d = c(50, 35, 60, 45, 52))),
  list("equal sizes", list(y = c(2, 5, 1, 7), d = c(10, 10, 10, 10)), list(y = c(4, 9, 6, 6, 3), d = c(10, 10, 10, 10, 10))),
  list("one large cluster", list(y = c(30, 2, 1, 4, 3), d = c(300, 20, 14, 25, 31)), list(y = c(41, 5, 3, 9, 1, 2), d = c(350, 22, 31, 40, 12, 18))),
  list("ten and twenty", clusters(10, 40, 0.2), clusters(20, 60, 0.3)),
  list("means", list(y = c(3.2, 5.1, 4.4, 8.8, 2.9), d = rep(1, 5)), list(y = c(6.1, 7.7, 5.2, 9.9, 3.3, 8.1), d = rep(1, 6)))
)

cases <- list()
for (set in data_sets) {
  rows <- data.frame(
    y = c(set[[2]]$y, set[[3]]$y), d = c(set[[2]]$d, set[[3]]$d),
    arm = rep(c(0, 1), c(length(set[[2]]$y), length(set[[3]]$y)))
  )
  rows$id <- seq_len(nrow(rows))
  fit <- lm(I(y / d) ~ arm, data = rows, weights = d)
  # The working model: the variance of a cluster's sum is proportional to its size, that of its mean to 1/size.
  v <- vcovCR(fit, cluster = rows$id, type = "CR2", target = 1 / rows$d)
  test <- coef_test(fit, vcov = v, test = "Satterthwaite")
  cases[[length(cases) + 1]] <- list(
    name = set[[1]],
    control = list(y = I(set[[2]]$y), d = I(set[[2]]$d)), treatment = list(y = I(set[[3]]$y), d = I(set[[3]]$d)),
    difference = unname(coef(fit)["arm"]), standardError = test[["SE"]][2], df = test[["df_Satt"]][2],
    standardErrorControl = test[["SE"]][1], dfControl = test[["df_Satt"]][1], p = test[["p_Satt"]][2]
  )
}

write_table("cr2.R", "clubSandwich", "coef_test(lm(y/d ~ arm, weights = d), vcovCR(type = CR2, target = 1/d), test = Satterthwaite)", cases)
