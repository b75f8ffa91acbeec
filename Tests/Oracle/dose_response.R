# Trends, natural splines and standardized predictions of a dose by stats and splines.
#
# splines::ns has another basis of the same curves as the restricted cubic spline with these knots: cubic between the knots,
# straight beyond the outer two. Predictions and the joint test of what is not straight do not depend on the basis.

suppressPackageStartupMessages({
  library(splines)
  library(sandwich)
})
source("oracle_table.R")
set.seed(431)

cases <- list()
# Until nothing moves: glm's covariance has the weights of its last step but one, and so the error of that step.
tight <- glm.control(epsilon = 0x1p-1000, maxit = 30)
options(warn = -1)

# The Cochran-Armitage test.
for (set in list(
  list(1:5, c(4000, 3500, 3000, 2500, 2000), c(200, 158, 120, 88, 60)),
  list(c(0, 1, 2, 5), c(30, 28, 33, 25), c(3, 5, 4, 9)),
  list(c(1000, 1500, 5000), c(120, 90, 400), c(13, 2, 44)),
  list(c(1, 2), c(1480, 1500), c(156, 120))
)) {
  test <- prop.trend.test(set[[3]], set[[2]], set[[1]])
  cases[[length(cases) + 1]] <- list(
    kind = "trend", doses = I(set[[1]]), trials = I(set[[2]]), successes = I(set[[3]]),
    chiSquared = unname(test$statistic), p = test$p.value
  )
}

# Splines: grouped trials, rows, and rows with covariates; with the model's errors and with clusters.
n <- 300
rows <- data.frame(cluster = rep(1:50, each = 6), dose = round(rgamma(n, 4, 1.4), 2), mobile = rbinom(n, 1, 0.4))
effect <- rep(rnorm(50, 0, 0.4), each = 6)
rows$bought <- rbinom(n, 1, plogis(0.6 - 0.9 * sqrt(rows$dose) - 0.4 * rows$mobile + effect))
rows$spent <- round(pmax(0, 30 - 6 * sqrt(rows$dose) - 2 * rows$mobile + 3 * effect + rnorm(n, 0, 3)), 2)

gradient <- function(f, at) {
  vapply(seq_along(at), function(i) {
    h <- 1e-4 * max(1, abs(at[i]))
    step <- function(k) {
      moved <- at
      moved[i] <- moved[i] + k * h
      f(moved)
    }
    # Fourth order, so that the error is of rounding.
    (8 * (step(1) - step(-1)) - (step(2) - step(-2))) / (12 * h)
  }, 0)
}

add <- function(name, formula, family, knots, covariates, errors, from, to) {
  basis <- function(dose) if (is.null(knots)) cbind(dose) else {
    ns(dose, knots = knots[-c(1, length(knots))], Boundary.knots = knots[c(1, length(knots))])
  }
  x <- cbind(1, basis(rows$dose), as.matrix(rows[covariates]))
  y <- rows[[formula]]
  fit <- if (family == "logit") glm(y ~ x - 1, family = binomial, control = tight) else lm(y ~ x - 1)
  covariance <- switch(errors, model = vcov(fit), hc2 = vcovHC(fit, type = "HC2"),
    clustered = vcovCL(fit, cluster = rows$cluster, type = "HC0", cadjust = TRUE))
  predict_at <- function(dose) function(beta) {
    at <- cbind(1, basis(rep(dose, n)), as.matrix(rows[covariates]))
    eta <- as.vector(at %*% beta)
    mean(if (family == "logit") plogis(eta) else eta)
  }
  beta <- unname(coef(fit))
  covariance <- unname(covariance)
  quantity <- function(f) list(value = f(beta), error = sqrt(as.vector(t(gradient(f, beta)) %*% covariance %*% gradient(f, beta))))
  low <- predict_at(from)
  high <- predict_at(to)
  case <- list(
    kind = "curve", name = name, dose = I(rows$dose), y = I(y), cluster = I(rows$cluster),
    covariates = lapply(seq_len(n), function(i) I(as.numeric(rows[i, covariates]))),
    link = family, errors = errors, knots = if (is.null(knots)) I(numeric()) else I(knots), from = from, to = to,
    low = quantity(low), high = quantity(high), difference = quantity(function(b) high(b) - low(b)),
    logRatio = quantity(function(b) log(high(b) / low(b)))
  )
  if (!is.null(knots)) {
    # The curve's departure from the straight line through two of its points, at as many others as there are cubic terms.
    places <- quantile(rows$dose, seq(0.1, 0.9, length.out = length(knots)))
    eta <- cbind(1, basis(places), matrix(0, length(places), length(covariates)))
    bend <- t(vapply(seq_len(length(knots) - 2), function(i) {
      w <- (places[i + 1] - places[1]) / (places[length(places)] - places[1])
      eta[i + 1, ] - (1 - w) * eta[1, ] - w * eta[length(places), ]
    }, numeric(ncol(eta))))
    d <- bend %*% beta
    case$bends <- as.vector(t(d) %*% solve(bend %*% covariance %*% t(bend)) %*% d)
  }
  cases[[length(cases) + 1]] <<- case
}
four <- unname(quantile(rows$dose, c(0.05, 0.35, 0.65, 0.95)))
add("logistic line", "bought", "logit", NULL, character(), "model", 1, 5)
add("logistic line, clusters", "bought", "logit", NULL, character(), "clustered", 1, 5)
add("logistic line, standardized", "bought", "logit", NULL, "mobile", "model", 1.5, 4)
add("logistic spline", "bought", "logit", four, character(), "model", 5, 1)
add("logistic spline, standardized, clusters", "bought", "logit", four, "mobile", "clustered", 5, 1)
add("line", "spent", "identity", NULL, "mobile", "hc2", 1, 5)
add("spline", "spent", "identity", four, character(), "hc2", 1, 5)
add("spline, clusters", "spent", "identity", four, "mobile", "clustered", 1, 5)
cases[[length(cases) + 1]] <- list(kind = "knots", dose = I(rows$dose), knots = I(four))

# Monotone means.
rate <- tapply(rows$bought, round(rows$dose), mean)
weight <- tapply(rows$bought, round(rows$dose), length)
pooled <- rep(NA_real_, length(rate))
fit <- isoreg(rep(seq_along(rate), weight), unlist(mapply(function(r, w) rep(-r, w), rate, weight)))
# Rows of one dose first get their common mean, so that ties in the dose are ties in the fit.
pooled <- -fit$yf[match(seq_along(rate), rep(seq_along(rate), weight))]
cases[[length(cases) + 1]] <- list(
  kind = "monotone", doses = I(as.numeric(names(rate))), trials = I(as.vector(weight)), successes = I(as.vector(rate * weight)),
  falling = I(pooled)
)

write_table("dose_response.R", c("sandwich"), "prop.trend.test; glm, lm with splines::ns, vcovHC, vcovCL; quantile; isoreg", cases)
