# Differences between effects and shrinkage by R's metafor, and the test of Gail and Simon.

source("oracle_table.R")
suppressPackageStartupMessages(library(metafor))

inputs <- list(
  "Methods/heterogeneity, five effects" = list(c(0.031, 0.012, -0.004, 0.045, 0.020), c(0.010, 0.012, 0.009, 0.015, 0.011)),
  "Methods/heterogeneity, four effects" = list(c(0.05, 0.04, -0.035, 0.02), c(0.015, 0.02, 0.014, 0.02)),
  "two" = list(c(0.3, -0.1), c(0.1, 0.12)),
  "homogeneous" = list(c(0.10, 0.11, 0.09, 0.105), c(0.03, 0.02, 0.04, 0.05)),
  "very different errors" = list(c(1, 2, 5, -3, 0.5), c(0.01, 1, 0.2, 3, 0.05)),
  "all negative" = list(c(-1, -2, -4), c(0.5, 0.4, 0.6)),
  "ten" = list(c(0.02, 0.05, -0.01, 0.08, 0.03, 0, 0.04, -0.06, 0.01, 0.02), c(2, 1, 3, 2, 4, 1, 5, 2, 1, 3) / 100)
)
strict <- list(tol = 1e-15, threshold = 1e-15, maxiter = 10000)

cases <- list()
for (name in names(inputs)) {
  theta <- inputs[[name]][[1]]
  se <- inputs[[name]][[2]]
  k <- length(theta)
  fixed <- rma(theta, sei = se, method = "FE")
  random <- rma(theta, sei = se, method = "PM", control = strict)
  shares <- se^2 / (se^2 + random$tau2)
  z <- theta / se
  least <- min(sum(z[z > 0]^2), sum(z[z < 0]^2))
  cases[[length(cases) + 1]] <- list(
    name = name, effects = I(theta), errors = I(se), mean = as.numeric(fixed$beta), standardError = fixed$se, q = fixed$QE, p = fixed$QEp,
    iSquared = max(0, 1 - (k - 1) / fixed$QE), tau2 = random$tau2, pooled = as.numeric(random$beta), posteriors = I(as.numeric(blup(random)$pred)),
    deviations = I(se * sqrt(1 - shares)),
    positive = sum(z[z > 0]^2), negative = sum(z[z < 0]^2),
    gailSimon = sum(dbinom(1:(k - 1), k - 1, 0.5) * pchisq(least, 1:(k - 1), lower.tail = FALSE))
  )
}

write_table(
  "heterogeneity.R", "metafor",
  "rma(method = 'FE'), rma(method = 'PM', control = list(tol = 1e-15, threshold = 1e-15)), blup; Gail-Simon by dbinom and pchisq", cases
)
