# Kaplan-Meier curves, restricted means, log-rank tests and Cox regressions of two variants by the package survival.

suppressPackageStartupMessages(library(survival))
source("oracle_table.R")
set.seed(409)

generated <- function(n, rate, last, grid) {
  event <- ceiling(rexp(n, rate) / grid) * grid
  watched <- ceiling(runif(n, last / 3, last) / grid) * grid
  data.frame(time = pmin(event, watched), event = as.integer(event <= watched))
}
variant <- function(time, event, stratum = 1) data.frame(time = time, event = event, stratum = stratum)
of <- function(data, rows, stratum = 1) variant(data$time[rows], data$status[rows] - min(data$status), stratum)

data_sets <- list(
  list(
    "Methods/time-to-event", variant(c(2, 4, 4, 6, 7, 9, 10, 12, 14, 15), c(1, 1, 0, 1, 0, 1, 1, 0, 1, 0)),
    variant(c(3, 5, 6, 8, 9, 11, 13, 15, 15, 15), c(1, 0, 1, 0, 0, 1, 1, 0, 0, 0)), 14, c(5, 10, 14)
  ),
  list("lung by sex", of(lung, lung$sex == 1), of(lung, lung$sex == 2), 700, c(100, 365.5, 700)),
  list(
    "veteran by treatment, strata of cell type",
    variant(veteran$time[veteran$trt == 1], veteran$status[veteran$trt == 1], as.integer(veteran$celltype)[veteran$trt == 1]),
    variant(veteran$time[veteran$trt == 2], veteran$status[veteran$trt == 2], as.integer(veteran$celltype)[veteran$trt == 2]),
    300, c(30, 120, 300)
  ),
  list("heavy ties", generated(60, 0.3, 9, 1), generated(80, 0.2, 9, 1), 8, c(1, 4, 8)),
  list("few events", generated(200, 0.004, 30, 0.5), generated(180, 0.008, 30, 0.5), 25, c(10, 25)),
  list("large difference", generated(40, 0.05, 30, 0.1), generated(40, 0.4, 30, 0.1), 8, c(2, 8)),
  list("last row has the event", variant(c(1, 2, 3, 4), c(1, 0, 1, 1)), variant(c(2, 2, 3, 5), c(1, 1, 0, 1)), 4, c(2, 3))
)

curve <- function(rows, horizon, times) {
  fit <- survfit(Surv(time, event) ~ 1, data = rows, conf.type = "log-log")
  table <- summary(fit, rmean = horizon)$table
  at <- summary(fit, times = times)
  list(
    time = I(rows$time), event = I(rows$event), stratum = I(if (is.null(rows$stratum)) rep(1, nrow(rows)) else rows$stratum),
    rmst = unname(table[grep("^[*]?rmean", names(table))]), rmstError = unname(table[grep("se.*rmean", names(table))]),
    survival = I(at$surv), survivalError = I(at$std.err), lower = I(at$lower), upper = I(at$upper)
  )
}

cases <- list()
for (set in data_sets) {
  zero <- set[[2]]
  one <- set[[3]]
  # No further than the variant that was watched less long.
  last <- min(max(zero$time), max(one$time))
  set[[4]] <- min(set[[4]], last)
  set[[5]] <- set[[5]][set[[5]] <= last]
  rows <- rbind(cbind(zero, arm = 0), cbind(one, arm = 1))
  if (is.null(rows$stratum)) rows$stratum <- 1
  stratified <- length(unique(rows$stratum)) > 1
  rank <- if (stratified) survdiff(Surv(time, event) ~ arm + strata(stratum), data = rows) else survdiff(Surv(time, event) ~ arm, data = rows)
  observed <- if (stratified) sum(rank$obs[2, ]) else rank$obs[2]
  expected <- if (stratified) sum(rank$exp[2, ]) else rank$exp[2]
  control <- coxph.control(eps = 1e-13, toler.chol = 1e-14, iter.max = 200)
  cox <- if (stratified) {
    coxph(Surv(time, event) ~ arm + strata(stratum), data = rows, ties = "efron", control = control)
  } else {
    coxph(Surv(time, event) ~ arm, data = rows, ties = "efron", control = control)
  }
  cases[[length(cases) + 1]] <- list(
    name = set[[1]], horizon = set[[4]], times = I(set[[5]]),
    control = curve(zero, set[[4]], set[[5]]), variant = curve(one, set[[4]], set[[5]]),
    observed = observed, expected = expected, variance = rank$var[2, 2], chiSquared = rank$chisq,
    p = pchisq(rank$chisq, 1, lower.tail = FALSE),
    logHazardRatio = unname(coef(cox)), logHazardRatioError = sqrt(vcov(cox)[1, 1])
  )
}

write_table("survival.R", "survival", "survfit(conf.type = log-log), summary(rmean = horizon), survdiff, coxph(ties = efron)", cases)
