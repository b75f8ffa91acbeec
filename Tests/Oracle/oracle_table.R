# Writes an oracle table as JSON: one case per line, doubles with 17 significant digits.

as_json <- function(value) {
  if (is.null(value)) return("null")
  if (is.list(value)) {
    items <- vapply(value, as_json, "")
    if (is.null(names(value))) return(paste0("[", paste(items, collapse = ", "), "]"))
    return(paste0("{", paste0("\"", names(value), "\": ", items, collapse = ", "), "}"))
  }
  if (inherits(value, "AsIs")) return(paste0("[", paste(vapply(unclass(value), as_json, ""), collapse = ", "), "]"))
  if (is.character(value)) return(paste0("\"", value, "\""))
  if (is.logical(value)) return(if (value) "true" else "false")
  if (is.infinite(value)) return(if (value > 0) "\"Infinity\"" else "\"-Infinity\"")
  if (is.na(value)) return("null")
  shortest <- formatC(value, digits = 15, format = "g", width = 1)
  if (as.numeric(shortest) == value) shortest else sprintf("%.17g", value)
}

write_table <- function(generator, packages, call, cases) {
  versions <- as.list(c(
    R = paste(R.version$major, R.version$minor, sep = "."),
    vapply(packages, function(name) as.character(packageVersion(name)), "")
  ))
  rows <- vapply(cases, as_json, "")
  text <- paste0(
    "{\n\"generator\": \"", generator, "\",\n\"versions\": ", as_json(versions), ",\n\"call\": \"", call,
    "\",\n\"cases\": [\n  ", paste(rows, collapse = ",\n  "), "\n]\n}\n"
  )
  cat(text, file = sub("[.]R$", ".json", generator))
}
