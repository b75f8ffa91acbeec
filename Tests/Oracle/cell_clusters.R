# Ratios and means of units that share a value within cells, by the survey package: cells are the clusters, and lie across
# the variants. Where clusters were assigned, too, the two-way covariance is cells + clusters - both.

suppressPackageStartupMessages(library(survey))
source("oracle_table.R")
set.seed(2026)

draw <- function(name, cells, units, arms, clusters, nested = FALSE) {
  cell <- sample(seq_len(cells), units, replace = TRUE, prob = runif(cells, 0.5, 3))
  cluster <- if (clusters == 0) NULL else if (nested) cell * 10 + sample(1:3, units, replace = TRUE) else sample(seq_len(clusters), units, replace = TRUE)
  arm <- if (is.null(cluster)) sample(seq_len(arms) - 1, units, replace = TRUE) else (cluster %% arms)
  share <- round(exp(rnorm(cells, 0, 0.6))[cell] * 10, 2)
  effect <- if (is.null(cluster)) 0 else rnorm(max(cluster))[cluster] * 0.3
  orders <- rpois(units, exp(-0.5 + 0.2 * arm + rnorm(cells, 0, 0.3)[cell] + effect))
  list(name = name, rows = data.frame(cell = cell, cluster = if (is.null(cluster)) 0 else cluster, arm = arm, share = share, orders = orders, one = 1),
    clustered = !is.null(cluster))
}

data_sets <- list(
  draw("two variants", 12, 90, 2, 0), draw("three variants", 30, 150, 3, 0), draw("few cells", 4, 40, 2, 0),
  draw("clusters across cells", 14, 150, 2, 24), draw("clusters within cells", 10, 110, 2, 40, nested = TRUE)
)

covariance <- function(rows, ids, denominator) {
  design <- svydesign(ids = ids, weights = ~1, data = rows)
  fit <- svyby(~share, ~arm, design, svyratio, denominator = denominator, covmat = TRUE)
  list(values = unname(coef(fit)), covariance = unname(vcov(fit)))
}

cases <- list()
for (set in data_sets) {
  rows <- set$rows
  for (kind in c("ratio", "mean")) {
    denominator <- if (kind == "ratio") ~orders else ~one
    cells <- covariance(rows, ~cell, denominator)
    total <- cells$covariance
    if (set$clustered) {
      clusters <- covariance(rows, ~cluster, denominator)$covariance
      both <- covariance(rows, ~interaction(cell, cluster, drop = TRUE), denominator)$covariance
      difference <- function(m) m[1, 1] + m[2, 2] - 2 * m[1, 2]
      candidate <- cells$covariance + clusters - both
      larger <- if (difference(cells$covariance) >= difference(clusters)) cells$covariance else clusters
      total <- if (all(diag(candidate) >= 0) && difference(candidate) >= difference(larger)) candidate else larger
    }
    sizes <- as.numeric(table(rows$cell))
    freedom <- sum(sizes)^2 / sum(sizes^2) - 1
    if (set$clustered) freedom <- min(freedom, length(unique(rows$cluster)) - length(unique(rows$arm)))
    cases[[length(cases) + 1]] <- list(
      name = paste(set$name, kind), kind = kind, clustered = set$clustered, cell = I(rows$cell), cluster = I(rows$cluster), arm = I(rows$arm),
      share = I(rows$share), orders = I(rows$orders), values = I(cells$values),
      covariance = lapply(seq_len(nrow(total)), function(i) I(total[i, ])), freedom = freedom
    )
  }
}

write_table(
  "cell_clusters.R", "survey",
  "svyby(~share, ~arm, svydesign(ids = ~cell, weights = ~1), svyratio, denominator = ~orders, covmat = TRUE)", cases
)
