# Wilson intervals of one proportion by R's prop.test without continuity correction.

source("oracle_table.R")

cases <- list()
for (pair in list(c(156, 1480), c(0, 50), c(50, 50), c(3, 10), c(81, 263), c(15, 148), c(1, 29), c(3, 1e6), c(2003000, 1e7))) {
  for (level in c(0.8, 0.9, 0.95, 0.99, 0.999)) {
    limits <- prop.test(pair[1], pair[2], conf.level = level, correct = FALSE)$conf.int
    cases[[length(cases) + 1]] <- list(x = pair[1], n = pair[2], level = level, lower = limits[1], upper = limits[2])
  }
}

write_table("wilson.R", character(0), "prop.test(x, n, conf.level = level, correct = FALSE)$conf.int", cases)
