# Logistic and linear regressions with the model's, robust and clustered errors by glm, lm and sandwich.

suppressPackageStartupMessages(library(sandwich))
source("oracle_table.R")
set.seed(419)

n <- 240
rows <- data.frame(cluster = rep(1:30, each = 8), dose = round(runif(n, 0.5, 6), 2), age = round(rnorm(n, 40, 9)))
effect <- rep(rnorm(30, 0, 0.7), each = 8)
rows$bought <- rbinom(n, 1, plogis(0.4 - 0.35 * rows$dose + 0.01 * rows$age + effect))
rows$spent <- round(20 - 1.5 * rows$dose + 0.2 * rows$age + 4 * effect + rexp(n, 1 / (2 + rows$dose)), 2)

grouped <- data.frame(dose = 1:5, trials = c(4000, 3500, 3000, 2500, 2000), successes = c(200, 158, 120, 88, 60))
spread_out <- data.frame(
  dose = rep(grouped$dose, grouped$trials),
  y = unlist(mapply(function(x, n) rep(c(1, 0), c(x, n - x)), grouped$successes, grouped$trials, SIMPLIFY = FALSE))
)

cases <- list()
add <- function(name, fit, x, y, cluster, count = NULL) {
  covariances <- list(model = vcov(fit))
  for (kind in c("HC0", "HC1", "HC2", "HC3")) covariances[[tolower(kind)]] <- vcovHC(fit, type = kind)
  if (!is.null(cluster)) covariances$clustered <- vcovCL(fit, cluster = cluster, type = "HC0", cadjust = TRUE)
  cases[[length(cases) + 1]] <<- list(
    name = name, terms = lapply(seq_len(nrow(x)), function(i) I(unname(x[i, ]))), y = I(unname(y)),
    count = if (is.null(count)) I(rep(1, length(y))) else I(count),
    cluster = if (is.null(cluster)) NULL else I(cluster), logistic = inherits(fit, "glm"),
    coefficients = I(unname(coef(fit))), deviance = deviance(fit),
    covariances = lapply(covariances, function(m) lapply(seq_len(nrow(m)), function(i) I(unname(m[i, ]))))
  )
}
# Until nothing moves: glm's covariance has the weights of its last step but one, and so the error of that step.
tight <- glm.control(epsilon = 0x1p-1000, maxit = 30)
options(warn = -1)
add("bought by dose", glm(bought ~ dose, binomial, rows, control = tight), cbind(1, rows$dose), rows$bought, rows$cluster)
add(
  "bought by dose and age", glm(bought ~ dose + age, binomial, rows, control = tight), cbind(1, rows$dose, rows$age),
  rows$bought, rows$cluster
)
add("spent by dose and age", lm(spent ~ dose + age, rows), cbind(1, rows$dose, rows$age), rows$spent, rows$cluster)
add("bought by dose, a line", lm(bought ~ dose, rows), cbind(1, rows$dose), rows$bought, rows$cluster)

# Grouped trials: robust errors are those of the single trials.
fit <- glm(y ~ dose, binomial, spread_out, control = tight)
short <- glm(cbind(successes, trials - successes) ~ dose, binomial, grouped, control = tight)
fit$deviance <- deviance(short)
add_grouped <- function(name, fit, logistic) {
  covariances <- list(model = vcov(fit))
  for (kind in c("HC0", "HC1", "HC2", "HC3")) covariances[[tolower(kind)]] <- vcovHC(fit, type = kind)
  cases[[length(cases) + 1]] <<- list(
    name = name, terms = lapply(1:5, function(i) I(c(1, i))), y = I(grouped$successes), count = I(grouped$trials),
    cluster = NULL, logistic = logistic, coefficients = I(unname(coef(fit))), deviance = deviance(fit),
    covariances = lapply(covariances, function(m) lapply(1:2, function(i) I(unname(m[i, ]))))
  )
}
add_grouped("Methods/dose-response, logistic", fit, TRUE)
add_grouped("Methods/dose-response, a line", lm(y ~ dose, spread_out), FALSE)

write_table("regression.R", "sandwich", "glm, lm; vcovHC(type = HC0..HC3), vcovCL(type = HC0, cadjust = TRUE)", cases)
